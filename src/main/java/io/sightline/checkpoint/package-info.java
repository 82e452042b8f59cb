/// Files of named tensors, read as data: nothing in them is run, and every size is checked before
/// it is used.
///
/// The doors are [io.sightline.checkpoint.Safetensors], which reads and writes the format, and its
/// result [io.sightline.checkpoint.Checkpoint].
@NullMarked
package io.sightline.checkpoint;

import org.jspecify.annotations.NullMarked;
