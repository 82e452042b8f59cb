/// The reading of zip archives, strictly: by the central directory of a mapped file, with every
/// size checked, no two readings of one file possible, and no more unpacked than an allowance.
///
/// It has no doors: the readers of PyTorch's files alone use it.
@NullMarked
package io.sightline.checkpoint.archive;

import org.jspecify.annotations.NullMarked;
