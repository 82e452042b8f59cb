/// Finds the settings that serve best on the machine at hand, by trying them.
@NullMarked
package io.sightline.tuning;

import org.jspecify.annotations.NullMarked;
