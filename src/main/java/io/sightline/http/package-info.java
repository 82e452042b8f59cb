/// The HTTP door: reads a bounded body, hands its images to the classifier, names every failure.
@NullMarked
package io.sightline.http;

import org.jspecify.annotations.NullMarked;
