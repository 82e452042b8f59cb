package io.sightline.image.decoder;

/// Which library decodes JPEG, and whether native code decodes at all.
public enum DecoderChoice {
    /// turbojpeg if the system has it, else leptonica, else the JDK.
    AUTO,
    /// The system's `libturbojpeg.so.0`; without it the service does not start.
    TURBOJPEG,
    /// leptonica's library, which the jar carries; if it cannot be loaded the service does not
    /// start.
    LEPTONICA,
    /// The JDK's own decoders and no native code; WebP is not read.
    JDK
}
