package io.sightline.image.decoder;

import io.sightline.image.pixels.InkColours;
import org.jspecify.annotations.Nullable;

/// Which colours the components of a JPEG are, by the rules of libjpeg.
public enum JpegColours {
    GREY(null, ""),
    YCBCR(null, "\u00ff\u00e0\0\u0010JFIF\0\1\1\0\0\1\0\1\0\0"),
    RGB(null, "\u00ff\u00ee\0\u000eAdobe\0d\0\0\0\0\0"),
    CMYK(InkColours.INVERTED_CMYK, "\u00ff\u00ee\0\u000eAdobe\0d\0\0\0\0\0"),
    YCCK(InkColours.YCCK, "\u00ff\u00ee\0\u000eAdobe\0d\0\0\0\0\2");

    private final @Nullable InkColours inks;
    private final String marker;

    JpegColours(@Nullable InkColours inks, String marker) {
        this.inks = inks;
        this.marker = marker;
    }

    /// How four components become colours; null where the decoder itself makes RGB or grey.
    public @Nullable InkColours inks() {
        return inks;
    }

    /// The segment, one character for each byte, that makes any decoder take the components for
    /// these colours.
    public String marker() {
        return marker;
    }

    /// What the components are, told as libjpeg tells it.
    ///
    /// @param adobeTransform the transform stated in Adobe's segment; -1 if there is none
    /// @param ids the components' identifiers, one character each
    public static JpegColours of(int components, boolean jfif, int adobeTransform, String ids) {
        if (components == 1) {
            return GREY;
        }
        if (components == 4) {
            // libjpeg takes any transform it does not know for YCCK.
            return adobeTransform <= 0 ? CMYK : YCCK;
        }
        if (jfif) {
            return YCBCR;
        }
        if (adobeTransform >= 0) {
            return adobeTransform == 0 ? RGB : YCBCR;
        }
        return ids.equals("RGB") ? RGB : YCBCR;
    }
}
