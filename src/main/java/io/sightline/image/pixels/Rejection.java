package io.sightline.image.pixels;

/// Why an upload is not an image that can be classified.
public enum Rejection {
    /// There are no bytes at all.
    EMPTY,
    /// The bytes are of a format, or of a variant of a format, that is not read here.
    UNSUPPORTED_FORMAT,
    /// The header states more pixels, or a longer side, than is accepted, or memory ran out.
    TOO_LARGE,
    /// The format is read here, but this file is truncated, damaged or built to be expensive.
    UNDECODABLE
}
