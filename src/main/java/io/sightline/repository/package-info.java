/// The available models: folders of the file system and of the jar, each with a card, a checkpoint
/// and labels, read and checked but not yet loaded.
///
/// Its doors are [ModelCatalogue], which finds models; [ReadModel], one that was read, with its
/// [ModelCard], [Labels] and [Calibration]; [ModelFiles], whence it was read; [CalibratedFiles], to
/// which a calibration is written; [FolderWriter], which writes a [NewModel], its sources being
/// [FileReference]s, and records its [Golden] image; and [ModelFailedException].
@NullMarked
package io.sightline.repository;

import org.jspecify.annotations.NullMarked;
