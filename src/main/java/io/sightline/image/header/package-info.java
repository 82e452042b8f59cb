/// What files say of their images before any decoder runs: positions in an upload, the limits that
/// a header must keep, the markers of JPEG, and the notes on how a picture lies.
///
/// Its doors are all its types, to the readers of formats; [io.sightline.image.header.ImageLimits]
/// is one to the preprocessor, too.
@NullMarked
package io.sightline.image.header;

import org.jspecify.annotations.NullMarked;
