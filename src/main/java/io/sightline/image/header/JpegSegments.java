package io.sightline.image.header;

import io.sightline.image.decoder.JpegColours;
import io.sightline.image.pixels.Orientation;
import io.sightline.image.pixels.RefusedImageException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// One scan over all markers of a JPEG, from its start to its end marker, without decoding.
///
/// Entropy-coded data cannot contain a marker, so every marker is found. A file without its end
/// marker has been truncated; decoders would fill the rest with grey.
public final class JpegSegments {

    private static final int START_OF_IMAGE = 0xd8;
    private static final int END_OF_IMAGE = 0xd9;
    private static final int START_OF_SCAN = 0xda;
    private static final int TEMPORARY = 0x01;
    private static final int FIRST_RESTART = 0xd0;
    private static final int LAST_RESTART = 0xd7;
    private static final int JFIF_DATA = 0xe0;
    private static final int EXIF_DATA = 0xe1;
    private static final int ADOBE_DATA = 0xee;
    private static final int LOSSLESS_STILL = 0xf7;
    private static final int LAST_APPLICATION_DATA = 0xef;
    private static final int COMMENT = 0xfe;
    private static final String EXIF_HEAD = "Exif\0\0";
    private static final String XMP_HEAD = "http://ns.adobe.com/xap/1.0/\0";
    private static final int LENGTH_BYTES = 2;

    private final Bytes bytes;
    private final ByteArrayOutputStream tables = new ByteArrayOutputStream();
    private @Nullable JpegFrame frame;
    private final ByteArrayOutputStream exif = new ByteArrayOutputStream();
    private final CameraNotes notes = new CameraNotes();
    private boolean jfif;
    private int adobeTransform = -1;
    private int firstScan;
    private int scans;
    private int end;

    public JpegSegments(Bytes bytes) throws RefusedImageException {
        this.bytes = bytes;
        int at = 2;
        while (end == 0) {
            at = walk(at);
        }
        if (frame == null || scans == 0) {
            throw RefusedImageException.undecodable("the JPEG has no picture in it");
        }
        notes.takeExif(Bytes.of(exif.toByteArray()));
    }

    public JpegFrame frame() {
        if (frame == null) {
            throw new IllegalStateException("a walk that ended without a frame was accepted");
        }
        return frame;
    }

    public int scans() {
        return scans;
    }

    public JpegColours colours() {
        return JpegColours.of(frame().components(), jfif, adobeTransform, frame().componentIds());
    }

    /// Whether all decoders agree on the components' colours: a marker states them, or the
    /// components have the usual identifiers.
    public boolean saysColours() {
        String ids = frame().componentIds();
        return ids.length() != 3
                || jfif
                || adobeTransform >= 0
                || ids.equals("\1\2\3")
                || ids.equals("RGB");
    }

    public Orientation orientation() {
        return notes.orientation();
    }

    /// The position of the first scan's marker.
    public int firstScan() {
        return firstScan;
    }

    /// The position after the end marker.
    public int end() {
        return end;
    }

    /// The segments before the first scan that matter to its decoding.
    public byte[] head() {
        byte[] marker = colours().marker().getBytes(StandardCharsets.ISO_8859_1);
        byte[] kept = tables.toByteArray();
        byte[] head = new byte[2 + marker.length + kept.length];
        head[0] = (byte) 0xff;
        head[1] = (byte) START_OF_IMAGE;
        System.arraycopy(marker, 0, head, 2, marker.length);
        System.arraycopy(kept, 0, head, 2 + marker.length, kept.length);
        return head;
    }

    /// Reads the next marker and its parameters from `from` on; returns the position after them.
    private int walk(int from) throws RefusedImageException {
        int at = bytes.find(0xff, from) + 1;
        int marker = bytes.byteAt(at);
        if (marker == 0xff) {
            return at; // a fill byte: the marker follows
        }
        if (marker == END_OF_IMAGE) {
            end = at + 1;
            return end;
        }
        if (marker == 0
                || marker == TEMPORARY
                || (marker >= FIRST_RESTART && marker <= LAST_RESTART)) {
            return at + 1;
        }
        if (marker == START_OF_IMAGE) {
            throw RefusedImageException.undecodable("the JPEG starts twice");
        }
        int length = bytes.shortAt(at + 1);
        if (length < 2) {
            throw RefusedImageException.undecodable(
                    "the JPEG has a segment of %d bytes, must be at least 2".formatted(length));
        }
        take(marker, at - 1, bytes.slice(at + 1, length));
        return at + 1 + length;
    }

    private void take(int marker, int at, Bytes segment) throws RefusedImageException {
        if (marker == START_OF_SCAN) {
            firstScan = scans == 0 ? at : firstScan;
            scans++;
            return;
        }
        if (isFrame(marker)) {
            if (frame != null) {
                throw RefusedImageException.undecodable("the JPEG has two frames, must have one");
            }
            frame = JpegFrame.in(segment, marker);
        }
        if ((marker >= JFIF_DATA && marker <= LAST_APPLICATION_DATA) || marker == COMMENT) {
            takeApplicationData(marker, segment);
            return;
        }
        if (scans == 0) {
            byte[] kept = new byte[2 + segment.length()];
            bytes.copy(at, kept, 0, kept.length);
            tables.writeBytes(kept);
        }
    }

    private void takeApplicationData(int marker, Bytes segment) throws RefusedImageException {
        if (marker == JFIF_DATA && segment.has(2, "JFIF\0")) {
            jfif = true;
        } else if (marker == ADOBE_DATA && segment.has(2, "Adobe") && segment.length() >= 14) {
            adobeTransform = segment.byteAt(13);
        } else if (marker == EXIF_DATA && scans == 0) {
            takeNotes(segment.slice(LENGTH_BYTES, segment.length() - LENGTH_BYTES));
        }
    }

    /// Collects the metadata of a segment. EXIF data that is too long for one segment continues in
    /// the next.
    private void takeNotes(Bytes content) throws RefusedImageException {
        if (content.has(0, EXIF_HEAD)) {
            int skipped = EXIF_HEAD.length();
            exif.writeBytes(content.slice(skipped, content.length() - skipped).toArray());
        } else if (content.has(0, XMP_HEAD)) {
            int skipped = XMP_HEAD.length();
            notes.takeXmp(content.slice(skipped, content.length() - skipped));
        }
    }

    /// Whether `marker` starts a frame: 0xc0 to 0xcf without the tables (0xc4, 0xcc) and the
    /// extension (0xc8), or JPEG-LS's 0xf7.
    private static boolean isFrame(int marker) {
        boolean frame =
                marker >= 0xc0
                        && marker <= 0xcf
                        && marker != 0xc4
                        && marker != 0xc8
                        && marker != 0xcc;
        return frame || marker == LOSSLESS_STILL;
    }
}
