/// Runs before the service: checks the settings before anything is loaded, and reports a failed
/// start in a few lines.
///
/// Its doors are [io.sightline.start.SettingsCheck] and, for Spring, the classes that
/// `META-INF/spring.factories` names.
@NullMarked
package io.sightline.start;

import org.jspecify.annotations.NullMarked;
