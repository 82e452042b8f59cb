/// The reading of what PyTorch writes: the tensors of `torch.save`, of TorchScript archives and of
/// `torch.export`, as views of the file where their elements are in order.
///
/// It has no doors: the readers of checkpoint files and of programs alone use it.
@NullMarked
package io.sightline.checkpoint.torch;

import org.jspecify.annotations.NullMarked;
