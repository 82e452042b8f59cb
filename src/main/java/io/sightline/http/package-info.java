/// The HTTP door: reads a bounded body, passes its images to the classifier, answers each failure
/// with a problem.
@NullMarked
package io.sightline.http;

import org.jspecify.annotations.NullMarked;
