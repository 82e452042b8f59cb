/// The reading of pickles as data: a machine that knows a short list of names and builds nothing
/// but containers, numbers, texts and the descriptions of tensors.
///
/// What is harmless and common beside weights is passed over unbuilt; any other name is refused. It
/// has no doors: the readers of PyTorch's files alone use it.
@NullMarked
package io.sightline.checkpoint.pickle;

import org.jspecify.annotations.NullMarked;
