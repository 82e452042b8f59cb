/// What this service does about faults of native libraries, each with a reference, and how long it
/// is needed.
@NullMarked
package io.sightline.engine.workaround;

import org.jspecify.annotations.NullMarked;
