package io.sightline.checkpoint;

import java.lang.foreign.MemorySegment;

/// One tensor of a checkpoint: a read-only view of its elements, little-endian, in row-major order.
///
/// Lives as long as the memory behind it: a mapped file, or an array.
public final class Tensor {

    private final TensorType type;
    private final Shape shape;
    private final MemorySegment data;

    /// @throws InvalidCheckpointException if `data` is not exactly as long as type and shape say
    public Tensor(TensorType type, Shape shape, MemorySegment data) {
        int expected = shape.elements() * type.bytes();
        if (data.byteSize() != expected) {
            throw new InvalidCheckpointException(
                    "data is %d bytes, %s of shape %s takes %d"
                            .formatted(data.byteSize(), type, shape, expected));
        }
        this.type = type;
        this.shape = shape;
        this.data = data.asReadOnly();
    }

    /// A tensor of `type` holding `values`, each rounded to the nearest number of that type.
    ///
    /// @throws InvalidCheckpointException if there are more or fewer values than the shape has
    ///   elements
    public static Tensor of(TensorType type, Shape shape, float... values) {
        if (values.length != shape.elements()) {
            throw new InvalidCheckpointException(
                    "%d values do not fill a shape of %s".formatted(values.length, shape));
        }
        MemorySegment data = MemorySegment.ofArray(new byte[values.length * type.bytes()]);
        type.write(values, data);
        return new Tensor(type, shape, data);
    }

    /// The same elements in another shape of as many.
    ///
    /// @throws InvalidCheckpointException if it is of more or fewer
    public Tensor reshaped(Shape other) {
        return new Tensor(type, other, data);
    }

    /// The number format of the elements.
    public TensorType type() {
        return type;
    }

    /// The extent along each dimension.
    public Shape shape() {
        return shape;
    }

    /// A copy of all elements in row-major order, in single precision.
    ///
    /// @throws InvalidCheckpointException if the mapped file that holds them was cut since
    public float[] toFloats() {
        float[] values = new float[shape.elements()];
        try {
            type.read(data, values);
        } catch (InternalError e) { // how the JVM tells of a mapped page that the file has lost
            throw new InvalidCheckpointException("the file became shorter while it was read", e);
        }
        return values;
    }

    MemorySegment data() {
        return data;
    }
}
