/// JSON documents from outside, read value by value, so that a refusal names the place, what stands
/// there and what was expected.
///
/// Its door is [JsonValue].
@NullMarked
package io.sightline.json;

import org.jspecify.annotations.NullMarked;
