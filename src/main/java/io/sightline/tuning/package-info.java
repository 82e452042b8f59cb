/// Finds the settings that serve best on the machine at hand, by trying them.
///
/// Its doors are [Tuner], the [Objective] it is given, and the [Result] with its [Setting].
@NullMarked
package io.sightline.tuning;

import org.jspecify.annotations.NullMarked;
