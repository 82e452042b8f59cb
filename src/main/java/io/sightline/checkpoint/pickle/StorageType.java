package io.sightline.checkpoint.pickle;

import io.sightline.checkpoint.TensorType;
import java.util.Arrays;
import java.util.Optional;

/// The classes of `torch` that hold a tensor's elements.
enum StorageType {
    FloatStorage(TensorType.F32),
    DoubleStorage(TensorType.F64),
    HalfStorage(TensorType.F16),
    BFloat16Storage(TensorType.BF16),
    LongStorage(TensorType.I64),
    IntStorage(TensorType.I32),
    ShortStorage(TensorType.I16),
    CharStorage(TensorType.I8),
    ByteStorage(TensorType.U8),
    BoolStorage(TensorType.BOOL);

    private final TensorType elements;

    StorageType(TensorType elements) {
        this.elements = elements;
    }

    TensorType elements() {
        return elements;
    }

    static Optional<StorageType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }
}
