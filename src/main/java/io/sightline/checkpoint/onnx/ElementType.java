package io.sightline.checkpoint.onnx;

import io.sightline.checkpoint.TensorType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The number formats of ONNX, which the format numbers.
final class ElementType {

    static final int BOOL = 9;

    private static final List<String> NAMES =
            List.of(
                    "UNDEFINED",
                    "FLOAT",
                    "UINT8",
                    "INT8",
                    "UINT16",
                    "INT16",
                    "INT32",
                    "INT64",
                    "STRING",
                    "BOOL",
                    "FLOAT16",
                    "DOUBLE",
                    "UINT32",
                    "UINT64",
                    "COMPLEX64",
                    "COMPLEX128",
                    "BFLOAT16");

    /// Those that weights and shapes come in.
    private static final Map<Long, TensorType> READ =
            Map.of(
                    1L, TensorType.F32,
                    6L, TensorType.I32,
                    7L, TensorType.I64,
                    10L, TensorType.F16,
                    11L, TensorType.F64,
                    16L, TensorType.BF16);

    private ElementType() {}

    /// The type of number `type` as tensors here have it; null if they cannot.
    static @Nullable TensorType tensorType(long type) {
        return READ.get(type);
    }

    /// For example `FLOAT16`.
    static String name(long type) {
        return type >= 0 && type < NAMES.size() ? NAMES.get((int) type) : "type " + type;
    }
}
