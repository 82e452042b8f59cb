package io.sightline.checkpoint.onnx;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Printable;
import io.sightline.checkpoint.Shape;
import io.sightline.checkpoint.Tensor;
import io.sightline.checkpoint.TensorType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;

/// Reads tensors (`TensorProto`). Their elements stay where they are, in the model or in a file
/// beside it, but for those written as numbers of varying length, which are copied.
final class TensorReader {

    /// A flag is a scalar.
    private static final int MAX_FLAGS = 8;

    private final ExternalFiles files;

    TensorReader(ExternalFiles files) {
        this.files = files;
    }

    /// A tensor and its name, empty if it has none.
    record NamedTensor(String name, Tensor tensor) {}

    NamedTensor read(Message message) throws IOException {
        TensorFields fields = TensorFields.read(message);
        try {
            return new NamedTensor(fields.name(), tensor(fields));
        } catch (InvalidCheckpointException e) {
            throw new InvalidCheckpointException(
                    "tensor %s is invalid: %s"
                            .formatted(Printable.quote(fields.name()), e.getMessage()),
                    e);
        }
    }

    private Tensor tensor(TensorFields fields) throws IOException {
        Shape shape = fields.shape();
        TensorType type = ElementType.tensorType(fields.type());
        if (fields.type() == ElementType.BOOL) {
            return flags(fields, shape);
        }
        if (type == null) {
            throw new InvalidCheckpointException(
                    "its elements are %s, must be floating-point numbers or whole ones of 32 or 64"
                                    .formatted(ElementType.name(fields.type()))
                            + " bits");
        }
        if (fields.external()) {
            long length = (long) shape.elements() * type.bytes();
            return new Tensor(type, shape, fields.place().slice(files, length));
        }
        return switch (fields.dataField()) {
            case TensorFields.RAW -> new Tensor(type, shape, fields.data());
            case TensorFields.FLOATS -> packed(TensorType.F32, type, shape, fields.data());
            case TensorFields.DOUBLES -> packed(TensorType.F64, type, shape, fields.data());
            case TensorFields.INTS -> {
                require(type != TensorType.F32 && type != TensorType.I64, fields);
                yield new Tensor(type, shape, numbers(fields.data(), shape, type.bytes()));
            }
            case TensorFields.LONGS -> {
                require(type == TensorType.I64, fields);
                yield new Tensor(type, shape, numbers(fields.data(), shape, Long.BYTES));
            }
            default ->
                    throw new InvalidCheckpointException(
                            "it has no elements, must have %d".formatted(shape.elements()));
        };
    }

    private static Tensor packed(
            TensorType written, TensorType type, Shape shape, MemorySegment data) {
        if (written != type) {
            throw new InvalidCheckpointException(
                    "its elements are written as %s, must be %s".formatted(written, type));
        }
        return new Tensor(type, shape, data);
    }

    private static void require(boolean fits, TensorFields fields) {
        if (!fits) {
            throw new InvalidCheckpointException(
                    "its elements are written in field %d, which has none of %s"
                            .formatted(fields.dataField(), ElementType.name(fields.type())));
        }
    }

    /// Flags become whole numbers.
    private static Tensor flags(TensorFields fields, Shape shape) {
        MemorySegment data = fields.data();
        if (shape.elements() > MAX_FLAGS || fields.external()) {
            throw new InvalidCheckpointException(
                    "it has %d flags, must have at most %d, in the model"
                            .formatted(shape.elements(), MAX_FLAGS));
        }
        return new Tensor(TensorType.I32, shape, numbers(data, shape, Integer.BYTES));
    }

    /// The numbers of varying length in `data`, each cut to its lower `width` bytes.
    private static MemorySegment numbers(MemorySegment data, Shape shape, int width) {
        int elements = shape.elements();
        if (data.byteSize() < elements) { // a number takes a byte or more
            throw new InvalidCheckpointException(
                    "data is %d bytes, too few for %d elements"
                            .formatted(data.byteSize(), elements));
        }
        ByteBuffer target = ByteBuffer.allocate(elements * width).order(LITTLE_ENDIAN);
        Message.of(data).varints(new Elements(target, width));
        if (target.hasRemaining()) {
            throw new InvalidCheckpointException(
                    "it has %d elements, must have %d"
                            .formatted(target.position() / width, elements));
        }
        return MemorySegment.ofBuffer(target.flip());
    }

    private record Elements(ByteBuffer target, int width) implements LongConsumer {

        @Override
        public void accept(long value) {
            if (!target.hasRemaining()) {
                throw new InvalidCheckpointException(
                        "it has more than its %d elements".formatted(target.position() / width));
            }
            switch (width) {
                case Short.BYTES -> target.putShort((short) value);
                case Integer.BYTES -> target.putInt((int) value);
                default -> target.putLong(value);
            }
        }
    }
}
