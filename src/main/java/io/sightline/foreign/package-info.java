/// Functions of native libraries: libraries found in the process or opened from a file, their
/// symbols bound as interfaces.
@NullMarked
package io.sightline.foreign;

import org.jspecify.annotations.NullMarked;
