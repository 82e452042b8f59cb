/// What this service does about faults of native libraries. Each class says the fault, an upstream
/// reference, and until when it is needed; `WorkaroundsTest` has them looked at when a library
/// changes.
///
/// It has no doors: the engine alone uses it.
@NullMarked
package io.sightline.engine.workaround;

import org.jspecify.annotations.NullMarked;
