/// Brings models into service and out of it: at the start, and while the service runs.
///
/// Its door is [ModelOpening].
@NullMarked
package io.sightline.serving.control;

import org.jspecify.annotations.NullMarked;
