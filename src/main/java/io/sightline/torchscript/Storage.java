package io.sightline.torchscript;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.sightline.checkpoint.TensorType;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/// The numbers of a tensor as one record of an archive.
///
/// @param kind what PyTorch calls a storage of this number format
/// @param elements how many numbers
/// @param data their bytes, little-endian, made when asked for, so that one tensor at a time is
///   held
record Storage(String kind, int elements, Supplier<byte[]> data) {

    /// Single-precision numbers.
    static Storage float32(int elements, Supplier<float[]> values) {
        return floats("FloatStorage", TensorType.F32, elements, values);
    }

    /// Numbers rounded to the nearest of bfloat16.
    static Storage bfloat16(int elements, Supplier<float[]> values) {
        return floats("BFloat16Storage", TensorType.BF16, elements, values);
    }

    private static Storage floats(
            String kind, TensorType type, int elements, Supplier<float[]> values) {
        return new Storage(
                kind,
                elements,
                () -> {
                    byte[] bytes = new byte[elements * type.bytes()];
                    type.write(values.get(), MemorySegment.ofArray(bytes));
                    return bytes;
                });
    }

    /// Double-precision numbers.
    static Storage float64(int elements, Supplier<double[]> values) {
        return new Storage(
                "DoubleStorage",
                elements,
                () -> {
                    byte[] bytes = new byte[elements * Double.BYTES];
                    little(bytes).asDoubleBuffer().put(values.get());
                    return bytes;
                });
    }

    /// Whole numbers of 16 bits.
    static Storage int16(short... values) {
        return new Storage(
                "ShortStorage",
                values.length,
                () -> {
                    byte[] bytes = new byte[values.length * Short.BYTES];
                    little(bytes).asShortBuffer().put(values);
                    return bytes;
                });
    }

    /// Zeros of 64 bits.
    static Storage zeros(int elements) {
        return new Storage("LongStorage", elements, () -> new byte[elements * Long.BYTES]);
    }

    /// Quantised numbers of 8 bits.
    static Storage int8(int elements, Supplier<byte[]> values) {
        return new Storage("QInt8Storage", elements, values);
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(LITTLE_ENDIAN);
    }
}
