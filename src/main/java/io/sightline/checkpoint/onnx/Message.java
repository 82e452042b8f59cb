package io.sightline.checkpoint.onnx;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sightline.checkpoint.InvalidCheckpointException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.function.LongConsumer;

/// A message of protobuf: a cursor over its fields.
///
/// [#next] moves to the next field and checks that the field's value lies within the message; the
/// other methods give that value. A field that nobody asks for is skipped, however large or deep.
final class Message {

    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED_32 = 5;

    /// Longest text that is read, in bytes: names, and the texts of attributes.
    private static final int MAX_TEXT_BYTES = 1024;

    private static final long MAX_TAG = 0xffff_ffffL;

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(LITTLE_ENDIAN);

    private final MemorySegment bytes;
    private final long offset;
    private long position;
    private int field;
    private int wireType;
    private long varint;
    private long begin;
    private long seen;

    private Message(MemorySegment bytes, long offset) {
        this.bytes = bytes;
        this.offset = offset;
    }

    /// The message that fills `file`.
    static Message of(MemorySegment file) {
        return new Message(file, 0);
    }

    /// Moves to the next field; false if there is none.
    boolean next() {
        if (position == bytes.byteSize()) {
            return false;
        }
        long tag = readVarint();
        if (tag < 0 || tag > MAX_TAG || tag >>> 3 == 0) {
            throw damaged("a field has no valid number");
        }
        field = (int) (tag >>> 3);
        wireType = (int) (tag & 7);
        switch (wireType) {
            case VARINT -> varint = readVarint();
            case FIXED_64 -> take(Long.BYTES);
            case LENGTH -> take(readVarint());
            case FIXED_32 -> take(Integer.BYTES);
            default -> throw damaged("field %d has the unknown type %d".formatted(field, wireType));
        }
        return true;
    }

    /// The number of the current field.
    int field() {
        return field;
    }

    /// This message, if its current field has not been there before.
    Message once() {
        long bit = 1L << field;
        if ((seen & bit) != 0) {
            throw damaged("field %d stands there twice".formatted(field));
        }
        seen |= bit;
        return this;
    }

    /// The current field, a whole number.
    long number() {
        require(VARINT);
        return varint;
    }

    /// The current field, a number in single precision.
    float real() {
        require(FIXED_32);
        return bytes.get(FLOAT, begin);
    }

    /// The current field's bytes, not copied.
    MemorySegment content() {
        require(LENGTH);
        return bytes.asSlice(begin, position - begin);
    }

    /// The current field, a message.
    Message message() {
        return new Message(content(), offset + begin);
    }

    /// The current field, a text.
    String text() {
        MemorySegment content = content();
        if (content.byteSize() > MAX_TEXT_BYTES) {
            throw damaged(
                    "a text has %d bytes, must have at most %d"
                            .formatted(content.byteSize(), MAX_TEXT_BYTES));
        }
        try {
            byte[] encoded = content.toArray(ValueLayout.JAVA_BYTE);
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(encoded)).toString();
        } catch (CharacterCodingException e) {
            throw damaged("a text is not UTF-8", e);
        }
    }

    /// Gives `target` the whole numbers of the current field: one, or many packed into bytes.
    void numbers(LongConsumer target) {
        if (wireType == VARINT) {
            target.accept(varint);
            return;
        }
        new Message(content(), offset + begin).varints(target);
    }

    /// Gives `target` the bits of the numbers in single precision of the current field: one, or
    /// many packed into bytes.
    void reals(LongConsumer target) {
        if (wireType == FIXED_32) {
            target.accept(Float.floatToRawIntBits(real()));
            return;
        }
        MemorySegment packed = content();
        if (packed.byteSize() % Float.BYTES != 0) {
            throw damaged("%d bytes are no numbers of four".formatted(packed.byteSize()));
        }
        for (long i = 0; i < packed.byteSize(); i += Float.BYTES) {
            target.accept(Float.floatToRawIntBits(packed.get(FLOAT, i)));
        }
    }

    /// Gives `target` the whole numbers of which the message consists, which has no fields then.
    void varints(LongConsumer target) {
        while (position < bytes.byteSize()) {
            target.accept(readVarint());
        }
    }

    private void require(int expected) {
        if (wireType != expected) {
            throw damaged(
                    "field %d has type %d, must have %d".formatted(field, wireType, expected));
        }
    }

    private void take(long length) {
        if (length < 0 || length > bytes.byteSize() - position) {
            throw damaged(
                    "field %d has %s bytes, the message around it ends after %d"
                            .formatted(
                                    field,
                                    Long.toUnsignedString(length),
                                    bytes.byteSize() - position));
        }
        begin = position;
        position += length;
    }

    private long readVarint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (position == bytes.byteSize()) {
                throw damaged("a number does not end within its message");
            }
            byte next = bytes.get(ValueLayout.JAVA_BYTE, position++);
            if (shift == Long.SIZE - 1 && (next & 0xff) > 1) {
                break;
            }
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw damaged("a number has more than 64 bits");
    }

    private InvalidCheckpointException damaged(String what) {
        return new InvalidCheckpointException(where() + what);
    }

    private InvalidCheckpointException damaged(String what, Exception cause) {
        return new InvalidCheckpointException(where() + what, cause);
    }

    private String where() {
        return "protobuf is damaged before byte %d: ".formatted(offset + position);
    }
}
