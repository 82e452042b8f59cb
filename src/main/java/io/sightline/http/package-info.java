/// The HTTP door: reads a bounded body, passes its images to the classifier, answers each failure
/// with a problem.
///
/// Its door is [HttpProperties], for who checks the settings before the start.
@NullMarked
package io.sightline.http;

import org.jspecify.annotations.NullMarked;
