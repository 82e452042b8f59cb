package io.sightline.image.format;

import io.sightline.image.header.Bytes;
import io.sightline.image.header.CameraNotes;
import io.sightline.image.header.ImageLimits;
import io.sightline.image.pixels.Footprint;
import io.sightline.image.pixels.Orientation;
import io.sightline.image.pixels.PixelRows;
import io.sightline.image.pixels.RasterRows;
import io.sightline.image.pixels.RefusedImageException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A PNG file of any colour type and depth, interlaced or not.
///
/// The decoder is given the header, the palette and the image data only: gamma, transparency,
/// profiles and compressed texts change no pixel here and are never parsed.
final class PngFile implements ImageFile {

    private static final int SIGNATURE_BYTES = 8;
    private static final int HEADER_BYTES = 13;
    private static final int COLOUR_TYPE_AT = 25;
    private static final int PALETTE = 3;

    private static final String XMP = "XML:com.adobe.xmp\0";

    private static final String EXIF_KEYWORD = "exif\0";
    private static final String EXIF_TEXT = "tEXt" + EXIF_KEYWORD;

    /// The keyword under which ImageMagick writes EXIF.
    private static final String EXIF_PROFILE = "Raw profile type exif\0";

    /// Length, type and checksum.
    private static final int CHUNK_FRAME_BYTES = 12;

    /// The kinds of colour of more than one sample.
    private static final int RGB = 2;

    private static final int GREY_WITH_ALPHA = 4;
    private static final int RGB_WITH_ALPHA = 6;

    /// Rows that the JDK's decoder holds beside the picture, some of them as numbers of four bytes.
    private static final int ROWS_AT_HAND = 16;

    private final Bytes bytes;
    private final byte[] upload;
    private final ImageReaders readers;
    private final CameraNotes notes = new CameraNotes();
    private @Nullable PngText xmp;
    private @Nullable PngText profile;
    private int palette;
    private int firstData;
    private boolean cut;
    private int end;

    private PngFile(byte[] upload, ImageReaders readers) {
        this.bytes = Bytes.of(upload);
        this.upload = upload;
        this.readers = readers;
    }

    static PngFile inspect(byte[] upload, ImageLimits limits, ImageReaders readers)
            throws RefusedImageException {
        PngFile file = new PngFile(upload, readers);
        Bytes bytes = file.bytes;
        if (bytes.intAt(SIGNATURE_BYTES) != HEADER_BYTES || !bytes.has(12, "IHDR")) {
            throw RefusedImageException.undecodable("the PNG does not start with its header");
        }
        limits.requireSize(bytes.unsignedIntAt(16), bytes.unsignedIntAt(20));
        file.walk();
        return file;
    }

    @Override
    public Orientation orientation() {
        return notes.orientation();
    }

    @Override
    public Footprint footprint() throws RefusedImageException {
        long width = bytes.unsignedIntAt(16);
        long height = bytes.unsignedIntAt(20);
        int samples =
                switch (bytes.byteAt(COLOUR_TYPE_AT)) {
                    case RGB -> 3;
                    case GREY_WITH_ALPHA -> 2;
                    case RGB_WITH_ALPHA -> 4;
                    default -> 1;
                };
        long rowBytes = (width * samples * bytes.byteAt(24) + 7) / 8;
        return Footprint.inHeap(upload, rowBytes * height + ROWS_AT_HAND * rowBytes);
    }

    @Override
    public PixelRows decode() throws IOException {
        UploadStream stream = new UploadStream(head(), upload, firstData, end);
        try {
            return RasterRows.of(readers.read(ImageFormat.PNG, stream));
        } catch (IOException e) {
            throw cut ? truncated() : e;
        }
    }

    /// Follows the chunks to the last one, or to where the file was cut.
    ///
    /// A cut behind the last row is no damage, and only decoding tells where that was.
    private void walk() throws RefusedImageException {
        int at = SIGNATURE_BYTES;
        while (end == 0) {
            at = walk(at);
        }
        if (xmp != null) {
            notes.takeXmp(xmp.bytes());
        }
        if (profile != null) {
            notes.takeProfile(profile.profile());
        }
        if (firstData == 0) {
            throw cut
                    ? truncated()
                    : RefusedImageException.undecodable("the PNG has no picture in it");
        }
        if (bytes.byteAt(COLOUR_TYPE_AT) == PALETTE && (palette == 0 || palette > firstData)) {
            throw RefusedImageException.undecodable(
                    "the PNG has no palette before its pixels, must have one");
        }
    }

    /// Takes the chunk at `at`; gives the position behind it.
    private int walk(int at) throws RefusedImageException {
        boolean data = bytes.has(at + 4, "IDAT");
        firstData = data && firstData == 0 ? at : firstData;
        long next = at + (long) CHUNK_FRAME_BYTES;
        next += at + 4 <= bytes.length() ? bytes.unsignedIntAt(at) : 0;
        if (next > bytes.length()) {
            cut = true;
            end = data ? bytes.length() : at;
            return end;
        }
        int length = bytes.intAt(at);
        if (bytes.has(at + 4, "PLTE")) {
            palette = at;
        }
        takeNotes(bytes.slice(at + 4, 4 + length), bytes.slice(at + 8, length));
        if (bytes.has(at + 4, "IEND")) {
            end = (int) next;
        }
        return (int) next;
    }

    private static RefusedImageException truncated() {
        return RefusedImageException.undecodable("image is truncated");
    }

    /// Of texts the last alone is kept, and only that is inflated.
    private void takeNotes(Bytes chunk, Bytes content) {
        if (chunk.has(0, "eXIf")) {
            notes.takeExif(content);
        } else if (chunk.has(0, EXIF_TEXT)) {
            notes.takeExif(new PngText(chunk, EXIF_KEYWORD).bytes());
        } else if (PngText.is(chunk, XMP)) {
            xmp = new PngText(chunk, XMP);
        } else if (PngText.is(chunk, EXIF_PROFILE)) {
            profile = new PngText(chunk, EXIF_PROFILE);
        }
    }

    private byte[] head() throws RefusedImageException {
        int headerEnd = SIGNATURE_BYTES + CHUNK_FRAME_BYTES + HEADER_BYTES;
        int paletteBytes = palette == 0 ? 0 : CHUNK_FRAME_BYTES + bytes.intAt(palette);
        byte[] head = new byte[headerEnd + paletteBytes];
        bytes.copy(0, head, 0, headerEnd);
        bytes.copy(palette, head, headerEnd, paletteBytes);
        return head;
    }
}
