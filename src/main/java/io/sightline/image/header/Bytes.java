package io.sightline.image.header;

import io.sightline.image.pixels.RefusedImageException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A range of an upload's bytes that can be read at any position. A read outside the range refuses
/// the image.
public final class Bytes {

    private final ByteBuffer bytes;

    private Bytes(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /// All of `upload`; numbers are big-endian.
    public static Bytes of(byte[] upload) {
        return new Bytes(ByteBuffer.wrap(upload));
    }

    /// The same bytes with the byte order `order` for numbers.
    public Bytes in(ByteOrder order) {
        return new Bytes(bytes.duplicate().order(order));
    }

    /// The `length` bytes from `from` on, as a range of their own.
    public Bytes slice(int from, int length) throws RefusedImageException {
        require(from, length);
        return new Bytes(bytes.slice(from, length).order(bytes.order()));
    }

    public int length() {
        return bytes.limit();
    }

    public int byteAt(int at) throws RefusedImageException {
        require(at, 1);
        return bytes.get(at) & 0xff;
    }

    /// The byte at `at`, which the caller has checked to be inside the range.
    public int byteInside(int at) {
        return bytes.get(at) & 0xff;
    }

    public int shortAt(int at) throws RefusedImageException {
        require(at, 2);
        return bytes.getShort(at) & 0xffff;
    }

    public int intAt(int at) throws RefusedImageException {
        require(at, 4);
        return bytes.getInt(at);
    }

    public long unsignedIntAt(int at) throws RefusedImageException {
        return intAt(at) & 0xffff_ffffL;
    }

    long longAt(int at) throws RefusedImageException {
        require(at, 8);
        return bytes.getLong(at);
    }

    /// Whether the ASCII characters of `text` are at `at`; false if the range ends before them.
    public boolean has(int at, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
        if (at > length() - wanted.length) {
            return false;
        }
        return bytes.slice(at, wanted.length).equals(ByteBuffer.wrap(wanted));
    }

    /// The first position from `from` on that holds `value`, or [#length] if there is none.
    public int find(int value, int from) {
        int at = from;
        while (at < length() && (bytes.get(at) & 0xff) != value) {
            at++;
        }
        return at;
    }

    public void copy(int from, byte[] target, int at, int length) throws RefusedImageException {
        require(from, length);
        bytes.get(from, target, at, length);
    }

    /// The bytes as characters, one byte each.
    public String text() {
        return new String(toArray(), StandardCharsets.ISO_8859_1);
    }

    /// A copy of the bytes.
    public byte[] toArray() {
        byte[] copy = new byte[length()];
        bytes.get(0, copy);
        return copy;
    }

    private void require(int at, int length) throws RefusedImageException {
        if (at < 0 || length < 0 || at > length() - length) {
            throw RefusedImageException.undecodable("image is truncated");
        }
    }
}
