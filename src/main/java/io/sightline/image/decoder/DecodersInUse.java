package io.sightline.image.decoder;

/// The libraries that decode the formats for which there is a choice.
///
/// @param jpeg `turbojpeg`, `leptonica` or `jdk`
/// @param webp `leptonica` (its library has libwebp inside), or `none`: WebP is not read
public record DecodersInUse(String jpeg, String webp) {}
