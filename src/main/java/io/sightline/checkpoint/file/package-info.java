/// The reading of checkpoint files of any format: what a file is, told by its content, and the
/// tensors in it.
///
/// Its door is [CheckpointFile].
@NullMarked
package io.sightline.checkpoint.file;

import org.jspecify.annotations.NullMarked;
