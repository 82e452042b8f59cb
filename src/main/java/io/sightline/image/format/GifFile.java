package io.sightline.image.format;

import io.sightline.image.header.Bytes;
import io.sightline.image.header.ImageLimits;
import io.sightline.image.pixels.Footprint;
import io.sightline.image.pixels.FramedRows;
import io.sightline.image.pixels.Orientation;
import io.sightline.image.pixels.PixelRows;
import io.sightline.image.pixels.RasterRows;
import io.sightline.image.pixels.RefusedImageException;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.ByteOrder;

/// The first frame of a GIF file, on its canvas.
///
/// As in Pillow, the canvas grows until it holds the frame. It has the transparent colour or, if
/// there is none, the first one. The decoder is given only that frame.
final class GifFile implements ImageFile {

    private static final int SCREEN_END = 13;
    private static final int DESCRIPTOR_BYTES = 10;
    private static final int MAX_BLOCK_BYTES = 256;
    private static final int EXTENSION = 0x21;
    private static final int GRAPHIC_CONTROL = 0xf9;
    private static final int IMAGE = 0x2c;

    private final Bytes bytes;
    private final byte[] upload;
    private final ImageReaders readers;
    private int backgroundIndex;
    private int frame;
    private int codes;
    private int end;
    private boolean ended;

    private GifFile(byte[] upload, ImageReaders readers) {
        this.bytes = Bytes.of(upload).in(ByteOrder.LITTLE_ENDIAN);
        this.upload = upload;
        this.readers = readers;
    }

    static GifFile inspect(byte[] upload, ImageLimits limits, ImageReaders readers)
            throws RefusedImageException {
        GifFile file = new GifFile(upload, readers);
        file.walk();
        limits.requireSize(file.frameWidth(), file.frameHeight());
        limits.requireSize(file.canvasWidth(), file.canvasHeight());
        file.requirePixels();
        return file;
    }

    @Override
    public Orientation orientation() {
        return Orientation.UPRIGHT;
    }

    @Override
    public Footprint footprint() throws RefusedImageException {
        return Footprint.inHeap(upload, (long) frameWidth() * frameHeight());
    }

    @Override
    public PixelRows decode() throws IOException {
        BufferedImage image = readers.read(ImageFormat.GIF, stream());
        return new FramedRows(
                RasterRows.of(image),
                bytes.shortAt(frame + 1),
                bytes.shortAt(frame + 3),
                canvasWidth(),
                canvasHeight(),
                background((IndexColorModel) image.getColorModel()));
    }

    /// The screen and the frame; where the file ends in the frame's blocks, they are ended for it.
    private UploadStream stream() throws RefusedImageException {
        int screen = screenEnd();
        byte[] head = new byte[ended ? screen : screen + end - frame + MAX_BLOCK_BYTES];
        bytes.copy(0, head, 0, screen);
        if (ended) {
            return new UploadStream(head, upload, frame, end);
        }
        bytes.copy(frame, head, screen, end - frame);
        return new UploadStream(head, upload, end, end);
    }

    private int background(IndexColorModel palette) {
        return backgroundIndex < palette.getMapSize()
                ? palette.getRGB(backgroundIndex) & 0xffffff
                : 0;
    }

    private int frameWidth() throws RefusedImageException {
        return bytes.shortAt(frame + 5);
    }

    private int frameHeight() throws RefusedImageException {
        return bytes.shortAt(frame + 7);
    }

    private int canvasWidth() throws RefusedImageException {
        return Math.max(bytes.shortAt(6), bytes.shortAt(frame + 1) + frameWidth());
    }

    private int canvasHeight() throws RefusedImageException {
        return Math.max(bytes.shortAt(8), bytes.shortAt(frame + 3) + frameHeight());
    }

    /// Where the global palette, if any, has ended.
    private int screenEnd() throws RefusedImageException {
        return SCREEN_END + paletteBytes(bytes.byteAt(10));
    }

    private static int paletteBytes(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    /// Follows the blocks to the end of the first frame.
    private void walk() throws RefusedImageException {
        int at = screenEnd();
        while (bytes.byteAt(at) == EXTENSION) {
            boolean transparent = (bytes.byteAt(at + 3) & 1) != 0;
            if (bytes.byteAt(at + 1) == GRAPHIC_CONTROL && transparent) {
                backgroundIndex = bytes.byteAt(at + 6);
            }
            at = afterBlocks(at + 2);
        }
        if (bytes.byteAt(at) != IMAGE) {
            throw RefusedImageException.undecodable("the GIF has no picture in it");
        }
        frame = at;
        codes = at + DESCRIPTOR_BYTES + paletteBytes(bytes.byteAt(at + 9));
        end = endOfBlocks(codes + 1);
    }

    /// Requires the codes of each pixel, and a colour for it.
    private void requirePixels() throws RefusedImageException {
        int own = paletteBytes(bytes.byteAt(frame + 9));
        int colours = (own == 0 ? paletteBytes(bytes.byteAt(10)) : own) / 3;
        if (colours == 0) {
            throw RefusedImageException.undecodable(
                    "the GIF has no table of colours, must have one");
        }
        new GifCodes(bytes, codes).require((long) frameWidth() * frameHeight(), colours);
    }

    /// Where the blocks end, or the file, which may lack what follows the last pixel.
    private int endOfBlocks(int from) throws RefusedImageException {
        int at = from;
        while (at < bytes.length() && bytes.byteAt(at) != 0) {
            at += 1 + bytes.byteAt(at);
        }
        ended = at < bytes.length();
        return Math.min(at + 1, bytes.length());
    }

    private int afterBlocks(int from) throws RefusedImageException {
        int at = from;
        while (bytes.byteAt(at) != 0) {
            at += 1 + bytes.byteAt(at);
        }
        return at + 1;
    }
}
