/// Runs compiled networks: PyTorch through Deep Java Library, which no other package knows.
///
/// The doors are [io.sightline.engine.Engine], its [io.sightline.engine.Network] and
/// [io.sightline.engine.Session], and what they give: a [io.sightline.engine.NetworkOutput] for
/// each image. [io.sightline.engine.TorchEngine] is the implementation.
@NullMarked
package io.sightline.engine;

import org.jspecify.annotations.NullMarked;
