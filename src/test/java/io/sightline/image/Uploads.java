package io.sightline.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Files made by hand from ones that are sound.
public final class Uploads {

    private Uploads() {}

    /// The JPEG with an Exif segment behind its start that states `orientation`.
    static byte[] oriented(byte[] jpeg, int orientation) {
        ByteBuffer exif = ByteBuffer.allocate(36);
        exif.putShort((short) 0xffe1).putShort((short) 34).put(ascii("Exif\0\0MM\0*"));
        exif.putInt(8).putShort((short) 1);
        exif.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
        return joined(Arrays.copyOf(jpeg, 2), exif.array(), from(jpeg, 2));
    }

    /// The progressive JPEG with its last scan so often that it has `scans`.
    static byte[] withScans(byte[] jpeg, int scans) {
        int last = jpeg.length - 2;
        int found = 0;
        for (int at = jpeg.length - 2; at > 0; at--) {
            if (jpeg[at] == (byte) 0xff && jpeg[at + 1] == (byte) 0xda) {
                last = found == 0 ? at : last;
                found++;
            }
        }
        byte[] scan = Arrays.copyOfRange(jpeg, last, jpeg.length - 2);
        ByteArrayOutputStream upload = new ByteArrayOutputStream();
        upload.write(jpeg, 0, last);
        for (int i = found - 1; i < scans; i++) {
            upload.writeBytes(scan);
        }
        upload.write(jpeg, jpeg.length - 2, 2);
        return upload.toByteArray();
    }

    /// A file like `upload` whose bytes from `at` on are `bytes`.
    public static byte[] patched(byte[] upload, int at, int... bytes) {
        byte[] patched = upload.clone();
        for (int i = 0; i < bytes.length; i++) {
            patched[at + i] = (byte) bytes[i];
        }
        return patched;
    }

    /// The first `share` per cent of `upload`.
    static byte[] cut(byte[] upload, int share) {
        return Arrays.copyOf(upload, (int) ((long) upload.length * share / 100));
    }

    /// `jpeg` without its first segment marked `marker` (0xe0 for JFIF).
    static byte[] withoutSegment(byte[] jpeg, int marker) {
        int at = 2;
        while ((jpeg[at + 1] & 0xff) != marker) {
            at += 2 + ByteBuffer.wrap(jpeg).getShort(at + 2);
        }
        int end = at + 2 + ByteBuffer.wrap(jpeg).getShort(at + 2);
        return joined(Arrays.copyOf(jpeg, at), from(jpeg, end));
    }

    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    public static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    public static byte[] from(byte[] bytes, int start) {
        return Arrays.copyOfRange(bytes, start, bytes.length);
    }
}
