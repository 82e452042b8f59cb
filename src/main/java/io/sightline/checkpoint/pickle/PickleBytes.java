package io.sightline.checkpoint.pickle;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sightline.checkpoint.InvalidCheckpointException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/// The bytes of a pickle, read from its first to its last. Every length is checked against what is
/// there before anything is allocated for it.
final class PickleBytes {

    /// Longest pickle read: some two hundred times a ResNet-152's state dict.
    private static final long MAX_BYTES = 32L << 20;

    /// Longest module or name. Python's own have at most some 80 characters.
    private static final int MAX_LINE = 256;

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(BIG_ENDIAN);

    private final MemorySegment file;
    private final long limit;
    private long position;

    /// @param start where in `file` the pickle begins; it may end before the file does
    PickleBytes(MemorySegment file, long start) {
        this.file = file;
        this.limit = Math.min(file.byteSize(), start + MAX_BYTES);
        this.position = start;
    }

    long position() {
        return position;
    }

    int unsignedByte() {
        return file.get(ValueLayout.JAVA_BYTE, advance(1)) & 0xff;
    }

    int unsignedShort() {
        return file.get(SHORT, advance(2)) & 0xffff;
    }

    int signedInt() {
        return file.get(INT, advance(4));
    }

    long unsignedInt() {
        return signedInt() & 0xffff_ffffL;
    }

    long signedLong() {
        return file.get(LONG, advance(8));
    }

    double real() {
        return file.get(DOUBLE, advance(8));
    }

    /// The little-endian number in two's complement of `length` bytes, at most eight.
    long whole(int length) {
        long at = advance(length);
        long number = 0;
        for (int i = length - 1; i >= 0; i--) {
            byte digit = file.get(ValueLayout.JAVA_BYTE, at + i);
            number = i == length - 1 ? digit : number << 8 | (digit & 0xff);
        }
        return number;
    }

    void skip(long length) {
        advance(length);
    }

    byte[] bytes(long length) {
        return file.asSlice(advance(length), length).toArray(ValueLayout.JAVA_BYTE);
    }

    /// @throws InvalidCheckpointException if the bytes are not UTF-8
    String text(long length) {
        return text(bytes(length));
    }

    private static String text(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new InvalidCheckpointException("a text is not UTF-8", e);
        }
    }

    /// What stands before the next line feed.
    String line() {
        long end = position;
        while (end < limit && file.get(ValueLayout.JAVA_BYTE, end) != '\n') {
            end++;
            if (end - position > MAX_LINE) {
                throw new InvalidCheckpointException(
                        "a name has more than %d bytes".formatted(MAX_LINE));
            }
        }
        String line = text(end - position);
        advance(1);
        return line;
    }

    private long advance(long length) {
        if (length < 0 || length > limit - position) {
            throw new InvalidCheckpointException(
                    "it wants %d bytes, %d are left, of at most %d"
                            .formatted(length, limit - position, MAX_BYTES));
        }
        position += length;
        return position - length;
    }
}
