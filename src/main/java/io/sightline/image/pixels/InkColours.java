package io.sightline.image.pixels;

/// Colours of a print: cyan, magenta, yellow and black, in the forms files hold them in.
public enum InkColours implements Colours {
    /// 0 is no ink, as TIFF has it.
    CMYK {
        @Override
        public int pixel(int cyan, int magenta, int yellow, int black) {
            int light = 255 - black;
            return left(light, cyan) << 16 | left(light, magenta) << 8 | left(light, yellow);
        }
    },
    /// 255 is no ink, as Adobe's programs write JPEG.
    INVERTED_CMYK {
        @Override
        public int pixel(int cyan, int magenta, int yellow, int black) {
            return CMYK.pixel(255 - cyan, 255 - magenta, 255 - yellow, 255 - black);
        }
    },
    /// [#INVERTED_CMYK] whose first three inks are held as luminance and two chrominances.
    YCCK {
        @Override
        public int pixel(int luminance, int blueness, int redness, int black) {
            int blue = blueness - 128;
            int red = redness - 128;
            // libjpeg's 16-bit fixed point, rounded where it rounds.
            int cyan = luminance + ((91_881 * red + HALF) >> 16);
            int magenta = luminance + ((-22_554 * blue - 46_802 * red + HALF) >> 16);
            int yellow = luminance + ((116_130 * blue + HALF) >> 16);
            return INVERTED_CMYK.pixel(
                    255 - Math.clamp(cyan, 0, 255),
                    255 - Math.clamp(magenta, 0, 255),
                    255 - Math.clamp(yellow, 0, 255),
                    black);
        }
    };

    private static final int HALF = 1 << 15;

    /// One pixel of four samples as `0xRRGGBB`.
    public abstract int pixel(int first, int second, int third, int fourth);

    @Override
    public void pack(int[] samples, int bands, int count, int[] target) {
        for (int i = 0, at = 0; i < count; i++, at += bands) {
            target[i] = pixel(samples[at], samples[at + 1], samples[at + 2], samples[at + 3]);
        }
    }

    /// What `ink` leaves of `light`: `light - light * ink / 255`, with Pillow's rounding.
    private static int left(int light, int ink) {
        int product = ink * light + 128;
        return Math.max(light - ((product + (product >> 8)) >> 8), 0);
    }
}
