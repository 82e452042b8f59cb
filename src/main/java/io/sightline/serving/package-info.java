/// The models in service: their precision is chosen, their networks loaded, and lanes run them.
///
/// The door is [io.sightline.serving.ModelRegistry].
@NullMarked
package io.sightline.serving;

import org.jspecify.annotations.NullMarked;
