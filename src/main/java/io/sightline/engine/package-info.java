/// Runs compiled networks: PyTorch through Deep Java Library, which no other package knows.
///
/// Its doors are [Engine], its [Network] and [Session], and what they give: a [BatchOutput], of
/// which each image has a [NetworkOutput] with the wanted [Output]s. [Hardware] says what the
/// machine can do. [TorchEngine], made of [EngineOptions], is the implementation;
/// [EngineFailedException] is all that it throws.
@NullMarked
package io.sightline.engine;

import org.jspecify.annotations.NullMarked;
