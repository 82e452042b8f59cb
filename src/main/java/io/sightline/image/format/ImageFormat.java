package io.sightline.image.format;

import io.sightline.image.header.Bytes;
import io.sightline.image.pixels.RefusedImageException;

/// The file formats that are told apart by their first bytes, never by what the client says.
enum ImageFormat {
    JPEG("jpeg"),
    PNG("png"),
    GIF("gif"),
    BMP(""),
    TIFF("tiff"),
    WEBP("");

    static final String READ_HERE = "JPEG, PNG, GIF, BMP, TIFF and WebP are";

    private final String readerName;

    ImageFormat(String readerName) {
        this.readerName = readerName;
    }

    /// The name under which the JDK registers its reader; empty where it is not asked.
    String readerName() {
        return readerName;
    }

    static ImageFormat of(Bytes upload) throws RefusedImageException {
        if (upload.has(0, "\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        if (upload.has(0, "\u0089PNG\r\n\u001a\n")) {
            return PNG;
        }
        if (upload.has(0, "GIF87a") || upload.has(0, "GIF89a")) {
            return GIF;
        }
        if (upload.has(0, "BM")) {
            return BMP;
        }
        if (upload.has(0, "II*\0") || upload.has(0, "MM\0*")) {
            return TIFF;
        }
        if (upload.has(0, "RIFF") && upload.has(8, "WEBP")) {
            return WEBP;
        }
        throw RefusedImageException.unsupported(
                "the first bytes are of no known image format, only %s read".formatted(READ_HERE));
    }
}
