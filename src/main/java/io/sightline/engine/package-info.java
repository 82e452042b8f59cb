/// Runs compiled networks: PyTorch through Deep Java Library, which no other package knows.
///
/// The door is [io.sightline.engine.TorchEngine].
@NullMarked
package io.sightline.engine;

import org.jspecify.annotations.NullMarked;
