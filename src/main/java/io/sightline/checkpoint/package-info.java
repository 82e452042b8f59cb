/// Files of named tensors, read as data: nothing in them is run, and every size is checked before
/// it is used.
///
/// Its doors are [Safetensors], which reads and writes the format; its result [Checkpoint] with
/// each [Tensor], its [TensorType] and [Shape]; [Format], what a file is;
/// [InvalidCheckpointException], and [Printable], text from a file in a message.
@NullMarked
package io.sightline.checkpoint;

import org.jspecify.annotations.NullMarked;
