/// The models there are: folders of the file system and of the jar, each with a card, a checkpoint
/// and labels, read and checked but not yet loaded.
///
/// The doors are [io.sightline.repository.ModelCatalogue], which finds them, and
/// [io.sightline.repository.ReadModel], one that was read.
@NullMarked
package io.sightline.repository;

import org.jspecify.annotations.NullMarked;
