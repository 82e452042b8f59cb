/// The libraries that decode JPEG and WebP, native ones and the JDK's, behind one interface each.
///
/// The door is [io.sightline.image.decoder.NativeDecoders], which finds those there are.
@NullMarked
package io.sightline.image.decoder;

import org.jspecify.annotations.NullMarked;
