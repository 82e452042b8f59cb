/// The libraries that decode JPEG and WebP, native ones and the JDK's, behind one interface each.
///
/// Its door is [DecodersInUse], which says what decodes here; the rest is for the readers of
/// formats.
@NullMarked
package io.sightline.image.decoder;

import org.jspecify.annotations.NullMarked;
