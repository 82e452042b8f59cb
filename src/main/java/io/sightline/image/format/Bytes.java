package io.sightline.image.format;

import io.sightline.image.pixels.RefusedImageException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A range of an upload's bytes that can be read at any position. A read outside the range rejects
/// the image.
final class Bytes {

    private final ByteBuffer bytes;

    private Bytes(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /// All of `upload`; numbers have their most significant byte first.
    static Bytes of(byte[] upload) {
        return new Bytes(ByteBuffer.wrap(upload));
    }

    /// The same bytes, with numbers in `order`.
    Bytes in(ByteOrder order) {
        return new Bytes(bytes.duplicate().order(order));
    }

    /// The part from `from` on, `length` bytes long, as a range of its own.
    Bytes slice(int from, int length) throws RefusedImageException {
        require(from, length);
        return new Bytes(bytes.slice(from, length).order(bytes.order()));
    }

    int length() {
        return bytes.limit();
    }

    int byteAt(int at) throws RefusedImageException {
        require(at, 1);
        return bytes.get(at) & 0xff;
    }

    int shortAt(int at) throws RefusedImageException {
        require(at, 2);
        return bytes.getShort(at) & 0xffff;
    }

    int intAt(int at) throws RefusedImageException {
        require(at, 4);
        return bytes.getInt(at);
    }

    long unsignedIntAt(int at) throws RefusedImageException {
        return intAt(at) & 0xffff_ffffL;
    }

    /// Whether the ASCII characters of `text` stand at `at`. False if the range ends before them.
    boolean has(int at, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
        if (at > length() - wanted.length) {
            return false;
        }
        return bytes.slice(at, wanted.length).equals(ByteBuffer.wrap(wanted));
    }

    /// The first position from `from` on that holds `value`, or [#length] if none does.
    int find(int value, int from) {
        int at = from;
        while (at < length() && (bytes.get(at) & 0xff) != value) {
            at++;
        }
        return at;
    }

    void copy(int from, byte[] target, int at, int length) throws RefusedImageException {
        require(from, length);
        bytes.get(from, target, at, length);
    }

    private void require(int at, int length) throws RefusedImageException {
        if (at < 0 || length < 0 || at > length() - length) {
            throw RefusedImageException.undecodable("image is truncated");
        }
    }
}
