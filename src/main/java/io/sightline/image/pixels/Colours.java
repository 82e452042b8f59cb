package io.sightline.image.pixels;

import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;

/// How the samples of a pixel become red, green and blue, each as Pillow's `convert("RGB")` does
/// it.
public interface Colours {

    /// Red, green and blue of 8 bits each.
    Colours RGB = rgb(new int[] {8, 8, 8});

    /// Red, green and blue of 8 bits each, multiplied by the alpha that follows them, which is
    /// divided out as Pillow does.
    Colours PREMULTIPLIED =
            (samples, bands, count, target) -> {
                for (int i = 0, at = 0; i < count; i++, at += bands) {
                    int alpha = samples[at + 3];
                    target[i] =
                            divided(samples[at], alpha) << 16
                                    | divided(samples[at + 1], alpha) << 8
                                    | divided(samples[at + 2], alpha);
                }
            };

    /// Packs the first `count` pixels of `samples`, `bands` samples each, into `target`.
    void pack(int[] samples, int bands, int count, int[] target);

    /// The colours that the JDK's `model` describes: palette, grey or RGB. Further bands (alpha)
    /// are dropped.
    ///
    /// @param bits bits of each sample, the same for all unless they are below 8
    static Colours of(ColorModel model, int[] bits) {
        if (model instanceof IndexColorModel indexed) {
            int[] palette = new int[indexed.getMapSize()];
            indexed.getRGBs(palette);
            return palette(palette);
        }
        if (bits.length < 3) {
            return grey(bits[0]);
        }
        boolean bytes = bits[0] == 8 && bits[1] == 8 && bits[2] == 8;
        return bytes ? RGB : rgb(bits);
    }

    /// Colours for samples that are indices into `palette`; one beyond it is black.
    static Colours palette(int[] palette) {
        return (samples, bands, count, target) -> {
            for (int i = 0; i < count; i++) {
                int index = samples[i * bands];
                target[i] = index < palette.length ? palette[index] & 0xffffff : 0;
            }
        };
    }

    /// Colours for one level of `bits` bits; further bands are dropped.
    static Colours grey(int bits) {
        return (samples, bands, count, target) -> {
            for (int i = 0; i < count; i++) {
                target[i] = 0x010101 * eightBit(samples[i * bands], bits);
            }
        };
    }

    private static Colours rgb(int[] bits) {
        int red = bits[0];
        int green = bits[1];
        int blue = bits[2];
        return (samples, bands, count, target) -> {
            for (int i = 0, at = 0; i < count; i++, at += bands) {
                target[i] =
                        eightBit(samples[at], red) << 16
                                | eightBit(samples[at + 1], green) << 8
                                | eightBit(samples[at + 2], blue);
            }
        };
    }

    private static int divided(int level, int alpha) {
        return alpha == 0 ? 0 : Math.min(level * 255 / alpha, 255);
    }

    private static int eightBit(int sample, int bits) {
        if (bits == 8) {
            return sample;
        }
        return bits > 8 ? sample >> (bits - 8) : sample * 255 / ((1 << bits) - 1);
    }
}
