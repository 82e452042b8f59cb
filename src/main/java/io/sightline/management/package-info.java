/// What operators read and change on the management port beside Spring's own: the models in
/// service.
@NullMarked
package io.sightline.management;

import org.jspecify.annotations.NullMarked;
