package io.sightline.checkpoint.onnx;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Shape;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// The fields of a tensor as they stand in the file.
final class TensorFields {

    /// Numbers of the fields that hold elements.
    static final int FLOATS = 4;

    static final int INTS = 5;
    static final int LONGS = 7;
    static final int RAW = 9;
    static final int DOUBLES = 10;

    private static final int MAX_DIMENSIONS = 8;

    private final List<Integer> dimensions = new ArrayList<>();
    private final ExternalPlace place = new ExternalPlace();
    private String name = "";
    private long type;
    private boolean external;
    private int dataField;
    private MemorySegment data = MemorySegment.NULL;

    private TensorFields() {}

    static TensorFields read(Message message) {
        TensorFields fields = new TensorFields();
        while (message.next()) {
            fields.take(message);
        }
        return fields;
    }

    private void take(Message message) {
        switch (message.field()) {
            case 1 -> message.numbers(this::addDimension);
            case 2 -> type = message.once().number();
            case 3 -> throw new InvalidCheckpointException("a tensor is a segment, must be whole");
            case FLOATS, INTS, LONGS, RAW, DOUBLES -> takeData(message);
            case 8 -> name = message.once().text();
            case 13 -> place.add(message.message());
            case 14 -> external = message.once().number() == 1;
            default -> {} // documentation; texts and unsigned numbers are refused by their type
        }
    }

    /// Writers pack the elements of a field into one run of bytes.
    private void takeData(Message message) {
        MemorySegment content = message.content();
        if (content.byteSize() == 0) {
            return;
        }
        if (dataField != 0) {
            throw new InvalidCheckpointException(
                    "a tensor has elements in the fields %d and %d, must have them in one"
                            .formatted(dataField, message.field()));
        }
        dataField = message.field();
        data = content;
    }

    private void addDimension(long dimension) {
        if (dimensions.size() == MAX_DIMENSIONS || dimension < 0 || dimension != (int) dimension) {
            throw new InvalidCheckpointException(
                    "a tensor has the dimensions %s and %d, must have at most %d, none negative"
                            .formatted(dimensions, dimension, MAX_DIMENSIONS));
        }
        dimensions.add((int) dimension);
    }

    String name() {
        return name;
    }

    long type() {
        return type;
    }

    /// @throws InvalidCheckpointException if it is too large, or has no elements
    Shape shape() {
        return new Shape(dimensions);
    }

    /// Whether the elements are in a file beside the model, at [#place].
    boolean external() {
        return external;
    }

    ExternalPlace place() {
        return place;
    }

    /// The number of the field that holds the elements; 0 if none does.
    int dataField() {
        return dataField;
    }

    MemorySegment data() {
        return data;
    }
}
