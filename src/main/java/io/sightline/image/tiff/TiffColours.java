package io.sightline.image.tiff;

import io.sightline.image.pixels.Colours;
import io.sightline.image.pixels.InkColours;
import io.sightline.image.pixels.RefusedImageException;

/// How a TIFF file's samples are colours. Read only if the file states it, and without
/// contradiction.
///
/// @param photometric the value of TIFF's PhotometricInterpretation
/// @param samples samples of a pixel, colours first
/// @param bits bits of a sample, the same for all
/// @param associated whether the colours are premultiplied by the alpha that follows them
public record TiffColours(int photometric, int samples, int bits, boolean associated) {

    public static final int WHITE_IS_ZERO = 0;
    public static final int BLACK_IS_ZERO = 1;
    public static final int RGB = 2;
    public static final int PALETTE = 3;
    public static final int INKS = 5;
    public static final int LUMINANCE = 6;

    private static final int MAX_SAMPLES = 8;
    private static final int CMYK = 1;
    private static final int UNSPECIFIED = 0;
    private static final int ASSOCIATED = 1;
    private static final int UNASSOCIATED = 2;

    /// The number that CorelDRAW 10 writes for an alpha.
    private static final int COREL = 999;

    /// Reads and checks the colours that `directory` states.
    static TiffColours of(TiffDirectory directory, TiffCompression compression)
            throws RefusedImageException {
        long samples = directory.valueOr(TiffTag.SAMPLES, 1);
        if (samples < 1 || samples > MAX_SAMPLES) {
            throw RefusedImageException.undecodable(
                    "the TIFF has %d samples a pixel, must be from 1 to %d"
                            .formatted(samples, MAX_SAMPLES));
        }
        int bits = bits(directory, (int) samples);
        requireUnsigned(directory);
        long photometric = directory.required(TiffTag.PHOTOMETRIC, "PhotometricInterpretation");
        int colours = colours(photometric, compression);
        boolean depth =
                switch ((int) photometric) {
                    case WHITE_IS_ZERO, BLACK_IS_ZERO -> bits >= 8 || samples == 1;
                    case PALETTE -> bits == 8 || (bits < 8 && samples == 1);
                    default -> bits >= 8;
                };
        boolean coded =
                switch (compression) {
                    case JPEG -> bits == 8 && samples == colours;
                    case FAX -> bits == 1 && samples == 1;
                    default -> true;
                };
        if (colours == 0 || samples < colours || !depth || !coded) {
            throw RefusedImageException.unsupported(
                    "the TIFF has %d samples of colour kind %d and compression %d, which are not read"
                            .formatted(
                                    samples,
                                    photometric,
                                    directory.valueOr(TiffTag.COMPRESSION, 1)));
        }
        boolean associated = requireExtra(directory, (int) photometric, (int) samples - colours);
        if (photometric == INKS && directory.valueOr(TiffTag.INK_SET, CMYK) != CMYK) {
            throw RefusedImageException.unsupported(
                    "the TIFF has value %d of tag 332 (InkSet), only 1 (CMYK) is read"
                            .formatted(directory.value(TiffTag.INK_SET, 0)));
        }
        if (photometric == PALETTE) {
            requirePalette(directory, bits);
        }
        return new TiffColours((int) photometric, (int) samples, bits, associated);
    }

    /// How samples become pixels; of samples of 16 bits, the upper eight are used.
    public Colours colours(TiffDirectory directory) throws RefusedImageException {
        return switch (photometric) {
            case WHITE_IS_ZERO ->
                    inverted(Colours.grey(Math.min(bits, 8)), (1 << Math.min(bits, 8)) - 1);
            case BLACK_IS_ZERO -> Colours.grey(Math.min(bits, 8));
            case PALETTE -> Colours.palette(palette(directory));
            case INKS -> InkColours.CMYK;
            default -> associated ? Colours.PREMULTIPLIED : Colours.RGB;
        };
    }

    /// How many samples of a pixel are colours; 0 for a kind that is not supported.
    private static int colours(long photometric, TiffCompression compression) {
        boolean jpeg = compression == TiffCompression.JPEG;
        return switch ((int) Math.min(photometric, Integer.MAX_VALUE)) {
            case WHITE_IS_ZERO, PALETTE -> jpeg ? 0 : 1;
            case BLACK_IS_ZERO -> 1;
            case RGB -> 3;
            case INKS -> jpeg ? 0 : 4;
            case LUMINANCE -> jpeg ? 3 : 0;
            default -> 0;
        };
    }

    /// The bits of a sample. Some programs write one number for all samples, or more numbers than
    /// samples.
    private static int bits(TiffDirectory directory, int samples) throws RefusedImageException {
        int count = directory.count(TiffTag.BITS);
        if (count > 1 && count < samples) {
            throw RefusedImageException.unsupported(
                    "the TIFF has %d values of tag 258 (BitsPerSample), must have %d"
                            .formatted(count, samples));
        }
        long first = directory.valueOr(TiffTag.BITS, 1);
        for (int i = 0; i < Math.min(Math.max(count, 1), samples); i++) {
            long bits = i == 0 ? first : directory.value(TiffTag.BITS, i);
            if (bits != first || bits > 16 || bits < 1 || Long.bitCount(bits) != 1) {
                throw RefusedImageException.unsupported(
                        "the TIFF has %d bits a sample, only 1, 2, 4, 8 and 16, the same for all,"
                                        .formatted(bits)
                                + " are read");
            }
        }
        return (int) first;
    }

    private static void requireUnsigned(TiffDirectory directory) throws RefusedImageException {
        for (int i = 0; i < Math.min(directory.count(TiffTag.SAMPLE_FORMAT), MAX_SAMPLES); i++) {
            long format = directory.value(TiffTag.SAMPLE_FORMAT, i);
            if (format != 1) {
                throw RefusedImageException.unsupported(
                        "the TIFF has samples of format %d, only 1 (unsigned numbers) is read"
                                .formatted(format));
            }
        }
    }

    /// Checks the samples after the colours.
    ///
    /// The type of a fourth sample of RGB may be left out, because many programs do; it is then an
    /// alpha.
    ///
    /// @return whether the colours are premultiplied by an alpha
    private static boolean requireExtra(TiffDirectory directory, int photometric, int extra)
            throws RefusedImageException {
        int stated = directory.count(TiffTag.EXTRA_SAMPLES);
        if (stated == 0 && extra == 1 && photometric == RGB) {
            return false;
        }
        if (stated != extra) {
            throw RefusedImageException.unsupported(
                    "the TIFF has %d values of tag 338 (ExtraSamples), must have %d"
                            .formatted(stated, extra));
        }
        for (int i = 0; i < extra; i++) {
            int kind = (int) directory.value(TiffTag.EXTRA_SAMPLES, i);
            boolean alpha =
                    kind == UNASSOCIATED
                            || (photometric == RGB && (kind == ASSOCIATED || kind == COREL));
            if (kind != UNSPECIFIED && !(alpha && i == 0)) {
                throw RefusedImageException.unsupported(
                        "the TIFF has value %d of tag 338 (ExtraSamples) for its sample %d, which"
                                        .formatted(kind, i)
                                + " is not read");
            }
        }
        return extra > 0 && directory.value(TiffTag.EXTRA_SAMPLES, 0) == ASSOCIATED;
    }

    private static Colours inverted(Colours colours, int max) {
        return (samples, bands, count, target) -> {
            for (int i = 0; i < count * bands; i++) {
                samples[i] = max - samples[i];
            }
            colours.pack(samples, bands, count, target);
        };
    }

    /// The palette, whose entries have 16 bits: all reds, then all greens, then all blues.
    private int[] palette(TiffDirectory directory) throws RefusedImageException {
        int[] palette = new int[1 << bits];
        for (int i = 0; i < palette.length; i++) {
            long red = directory.value(TiffTag.COLOUR_MAP, i) >> 8;
            long green = directory.value(TiffTag.COLOUR_MAP, palette.length + i) >> 8;
            long blue = directory.value(TiffTag.COLOUR_MAP, 2 * palette.length + i) >> 8;
            palette[i] = (int) (red << 16 | green << 8 | blue);
        }
        return palette;
    }

    /// Requires the palette to have a colour for every value of a sample.
    private static void requirePalette(TiffDirectory directory, int bits)
            throws RefusedImageException {
        int stated = directory.count(TiffTag.COLOUR_MAP);
        if (stated != 3 << bits) {
            throw RefusedImageException.unsupported(
                    "the TIFF has %d values of tag 320 (ColorMap), must have %d"
                            .formatted(stated, 3 << bits));
        }
    }
}
