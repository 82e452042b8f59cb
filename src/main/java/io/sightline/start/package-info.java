/// Before the service: checks the settings that are given, before anything is loaded, and says in a
/// few lines why a start failed.
///
/// Its doors are [io.sightline.start.SettingsCheck] and, for Spring, the classes that
/// `META-INF/spring.factories` names.
@NullMarked
package io.sightline.start;

import org.jspecify.annotations.NullMarked;
