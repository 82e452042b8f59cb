/// The models in service: their precision is chosen, their networks loaded, and lanes run them.
///
/// The door is [io.sightline.serving.Models].
@NullMarked
package io.sightline.serving;

import org.jspecify.annotations.NullMarked;
