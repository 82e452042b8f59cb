/// Runs before the service: checks the settings before anything is loaded, and reports a failed
/// start in a few lines.
///
/// Its door is [SettingsCheck]. Spring finds its other entrances by `META-INF/spring.factories`.
@NullMarked
package io.sightline.start;

import org.jspecify.annotations.NullMarked;
