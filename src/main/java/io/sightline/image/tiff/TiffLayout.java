package io.sightline.image.tiff;

import io.sightline.image.header.ImageLimits;
import io.sightline.image.pixels.RefusedImageException;
import java.nio.ByteOrder;

/// How the pixels of a TIFF file are stored. Every field has been read and checked against the
/// others, and decoders rely on it.
///
/// @param separate whether each sample has a plane of its own (PlanarConfiguration 2)
/// @param differences whether each sample is stored as the difference from the pixel to its left
/// @param bitsReversed whether the least significant bit of a byte comes first
/// @param order the byte order of samples
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

    /// The number of planes.
    public int planes() {
        return separate ? colours.samples() : 1;
    }

    /// The number of samples of a pixel in one plane.
    int planeSamples() {
        return separate ? 1 : colours.samples();
    }

    /// The number of bytes for `pixels` of one row and plane, rounded up to whole bytes.
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

    /// The value of `tag`, which must be 1 or 2; 1 if there is no such entry.
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
