package io.sightline.image.tiff;

import io.sightline.image.header.ImageLimits;
import io.sightline.image.pixels.RefusedImageException;
import java.nio.ByteOrder;

/// How the pixels of a TIFF file are stored: every field was read, checked against the others, and
/// is what a decoder goes by.
///
/// @param separate whether each sample has a plane of its own
/// @param differences whether samples are stored as differences from the pixel on the left
/// @param bitsReversed whether the least significant bit of a byte comes first
/// @param order of the bytes of a sample
public record TiffLayout(
        int width,
        int height,
        TiffColours colours,
        TiffCompression compression,
        boolean separate,
        boolean differences,
        boolean bitsReversed,
        ByteOrder order,
        TiffPieces pieces) {

    private static final int CHUNKY = 1;
    private static final int PLANAR = 2;
    private static final int REVERSED = 2;
    private static final int HORIZONTAL = 2;

    public static TiffLayout of(TiffDirectory directory, ImageLimits limits)
            throws RefusedImageException {
        long width = directory.valueOr(TiffTag.WIDTH, 0);
        long height = directory.valueOr(TiffTag.HEIGHT, 0);
        limits.requireSize(width, height);
        TiffCompression compression = TiffCompression.of(directory.valueOr(TiffTag.COMPRESSION, 1));
        TiffColours colours = TiffColours.of(directory, compression);
        boolean separate =
                choice(directory, TiffTag.PLANES, "PlanarConfiguration") == PLANAR
                        && colours.samples() > 1;
        boolean differences =
                compression.differs()
                        && choice(directory, TiffTag.PREDICTOR, "Predictor") == HORIZONTAL;
        boolean reversed = choice(directory, TiffTag.FILL_ORDER, "FillOrder") == REVERSED;
        if (differences && colours.bits() < 8) {
            throw unread(TiffTag.PREDICTOR, "Predictor", HORIZONTAL);
        }
        if (separate && compression == TiffCompression.JPEG) {
            throw unread(TiffTag.PLANES, "PlanarConfiguration", PLANAR);
        }
        TiffLayout layout =
                new TiffLayout(
                        (int) width,
                        (int) height,
                        colours,
                        compression,
                        separate,
                        differences,
                        reversed,
                        directory.order(),
                        TiffPieces.NONE);
        return layout.with(new TiffWalk(directory, layout).pieces(limits));
    }

    /// Planes of samples.
    public int planes() {
        return separate ? colours.samples() : 1;
    }

    /// Samples of a pixel that a plane holds.
    int planeSamples() {
        return separate ? 1 : colours.samples();
    }

    /// Bytes that `pixels` of one row and plane take, the last filled up.
    public int rowBytes(int pixels) {
        return Math.ceilDiv(pixels * planeSamples() * colours.bits(), 8);
    }

    private TiffLayout with(TiffPieces found) {
        return new TiffLayout(
                width,
                height,
                colours,
                compression,
                separate,
                differences,
                bitsReversed,
                order,
                found);
    }

    /// The value of `tag`, which is 1, also if left out, or 2.
    private static int choice(TiffDirectory directory, int tag, String name)
            throws RefusedImageException {
        long value = directory.valueOr(tag, CHUNKY);
        if (value != 1 && value != 2) {
            throw unread(tag, name, value);
        }
        return (int) value;
    }

    private static RefusedImageException unread(int tag, String name, long value) {
        return RefusedImageException.unsupported(
                "the TIFF has value %d of tag %d (%s), which is not read"
                        .formatted(value, tag, name));
    }
}
