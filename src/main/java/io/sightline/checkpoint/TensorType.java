package io.sightline.checkpoint;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The number format of a tensor's elements, under the names the safetensors format gives them.
public enum TensorType {
    /// IEEE 754 half precision.
    F16(2),
    /// The upper half of a single-precision number.
    BF16(2),
    /// IEEE 754 single precision.
    F32(4),
    /// IEEE 754 double precision.
    F64(8),
    /// 32-bit integers.
    I32(4),
    /// 64-bit integers, as PyTorch counts batches with.
    I64(8),
    /// 8-bit integers without a sign, as PyTorch keeps the state of random numbers.
    U8(1),
    /// 8-bit integers.
    I8(1),
    /// 16-bit integers.
    I16(2),
    /// A byte that is zero for false.
    BOOL(1);

    private static final ValueLayout.OfShort SHORT = JAVA_SHORT_UNALIGNED.withOrder(LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT = JAVA_FLOAT_UNALIGNED.withOrder(LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            JAVA_DOUBLE_UNALIGNED.withOrder(LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = JAVA_INT_UNALIGNED.withOrder(LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = JAVA_LONG_UNALIGNED.withOrder(LITTLE_ENDIAN);

    private final int bytes;

    TensorType(int bytes) {
        this.bytes = bytes;
    }

    /// Whether weights come in this format.
    public boolean isFloat() {
        return switch (this) {
            case F16, BF16, F32, F64 -> true;
            case I32, I64, U8, I8, I16, BOOL -> false;
        };
    }

    /// The size of one element in bytes.
    public int bytes() {
        return bytes;
    }

    /// Fills `values` with the first elements of `data`, rounded to single precision.
    void read(MemorySegment data, float[] values) {
        switch (this) {
            case F32 -> MemorySegment.copy(data, FLOAT, 0, values, 0, values.length);
            case F16 -> {
                short[] halves = shorts(data, values.length);
                for (int i = 0; i < halves.length; i++) {
                    values[i] = Float.float16ToFloat(halves[i]);
                }
            }
            case BF16 -> {
                short[] halves = shorts(data, values.length);
                for (int i = 0; i < halves.length; i++) {
                    values[i] = Float.intBitsToFloat(halves[i] << 16);
                }
            }
            case F64 -> read(values, i -> (float) data.getAtIndex(DOUBLE, i));
            case I32 -> read(values, i -> data.getAtIndex(INT, i));
            case I64 -> read(values, i -> data.getAtIndex(LONG, i));
            case I16 -> read(values, i -> data.getAtIndex(SHORT, i));
            case I8 -> read(values, i -> data.get(JAVA_BYTE, i));
            case U8 -> read(values, i -> data.get(JAVA_BYTE, i) & 0xff);
            case BOOL -> read(values, i -> data.get(JAVA_BYTE, i) == 0 ? 0 : 1);
        }
    }

    /// Fills the beginning of `data` with `values`, each rounded to the nearest number of this
    /// format.
    public void write(float[] values, MemorySegment data) {
        switch (this) {
            case F32 -> MemorySegment.copy(values, 0, data, FLOAT, 0, values.length);
            case F16 -> write(values, (i, x) -> data.setAtIndex(SHORT, i, Float.floatToFloat16(x)));
            case BF16 -> write(values, (i, x) -> data.setAtIndex(SHORT, i, toBrain(x)));
            case F64 -> write(values, (i, x) -> data.setAtIndex(DOUBLE, i, x));
            case I32 -> write(values, (i, x) -> data.setAtIndex(INT, i, (int) Math.rint(x)));
            case I64 -> write(values, (i, x) -> data.setAtIndex(LONG, i, (long) Math.rint(x)));
            case I16 -> write(values, (i, x) -> data.setAtIndex(SHORT, i, (short) Math.rint(x)));
            case I8, U8 -> write(values, (i, x) -> data.set(JAVA_BYTE, i, (byte) Math.rint(x)));
            case BOOL -> write(values, (i, x) -> data.set(JAVA_BYTE, i, (byte) (x == 0 ? 0 : 1)));
        }
    }

    private static short[] shorts(MemorySegment data, int count) {
        short[] shorts = new short[count];
        MemorySegment.copy(data, SHORT, 0, shorts, 0, count);
        return shorts;
    }

    private interface Source {
        float get(int index);
    }

    private interface Sink {
        void set(int index, float value);
    }

    private static void read(float[] values, Source source) {
        for (int i = 0; i < values.length; i++) {
            values[i] = source.get(i);
        }
    }

    private static void write(float[] values, Sink sink) {
        for (int i = 0; i < values.length; i++) {
            sink.set(i, values[i]);
        }
    }

    private static short toBrain(float value) {
        int bits = Float.floatToIntBits(value);
        if (Float.isNaN(value)) {
            return (short) (bits >>> 16);
        }
        int roundToEven = 0x7FFF + ((bits >>> 16) & 1);
        return (short) ((bits + roundToEven) >>> 16);
    }
}
