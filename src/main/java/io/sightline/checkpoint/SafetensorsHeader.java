package io.sightline.checkpoint;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/// The JSON header of a safetensors file: name, type, shape and place of every tensor.
final class SafetensorsHeader {

    static final int MAX_BYTES = StrictJson.MAX_BYTES;

    /// The one key of the header that is not a tensor.
    static final String METADATA = "__metadata__";

    private SafetensorsHeader() {}

    /// What the header says of one tensor. Its place is not yet checked against the data.
    private record Entry(String name, TensorType type, Shape shape, long begin, long end) {

        static Entry of(String name, JsonNode description) {
            Checkpoint.requirePlainName(name);
            try {
                JsonNode offsets = description.path("data_offsets");
                return new Entry(
                        name,
                        parseType(description.path("dtype")),
                        parseShape(description.path("shape")),
                        parseOffset(offsets, 0),
                        parseOffset(offsets, 1));
            } catch (InvalidCheckpointException e) {
                throw invalid(name, e);
            }
        }

        Tensor tensor(MemorySegment data) {
            try {
                return new Tensor(type, shape, data.asSlice(begin, end - begin));
            } catch (InvalidCheckpointException e) {
                throw invalid(name, e);
            }
        }
    }

    /// The tensors that `header` describes, as views of `data`, in the order of their data.
    static Checkpoint read(byte[] header, MemorySegment data) {
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        long end = 0;
        for (Entry entry : inOrderOfData(StrictJson.object(header, "header"))) {
            if (entry.begin() != end) {
                throw new InvalidCheckpointException(
                        "tensor %s starts at byte %d of the data, must start at %d"
                                .formatted(entry.name(), entry.begin(), end));
            }
            end = entry.end();
            if (end < entry.begin() || end > data.byteSize()) {
                throw new InvalidCheckpointException(
                        "tensor %s ends at byte %d of the data, must end from %d to %d"
                                .formatted(entry.name(), end, entry.begin(), data.byteSize()));
            }
            tensors.put(entry.name(), entry.tensor(data));
        }
        if (end != data.byteSize()) {
            throw new InvalidCheckpointException(
                    "%d bytes of data belong to no tensor".formatted(data.byteSize() - end));
        }
        return new Checkpoint(tensors);
    }

    private static List<Entry> inOrderOfData(JsonNode root) {
        return root.properties().stream()
                .filter(property -> !property.getKey().equals(METADATA))
                .map(property -> Entry.of(property.getKey(), property.getValue()))
                .sorted(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end))
                .toList();
    }

    private static TensorType parseType(JsonNode name) {
        return Arrays.stream(TensorType.values())
                .filter(type -> name.isString() && type.name().equals(name.stringValue()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new InvalidCheckpointException(
                                        "dtype is %s, must be one of %s"
                                                .formatted(
                                                        StrictJson.quote(name.toString()),
                                                        Arrays.toString(TensorType.values()))));
    }

    private static Shape parseShape(JsonNode dimensions) {
        boolean whole =
                dimensions
                        .valueStream()
                        .allMatch(size -> size.isIntegralNumber() && size.canConvertToInt());
        if (!dimensions.isArray() || !whole) {
            throw new InvalidCheckpointException(
                    "shape is %s, must be a list of whole numbers of 31 bits"
                            .formatted(StrictJson.quote(dimensions.toString())));
        }
        return new Shape(dimensions.valueStream().map(JsonNode::intValue).toList());
    }

    private static long parseOffset(JsonNode offsets, int index) {
        JsonNode offset = offsets.path(index);
        if (offsets.size() != 2 || !offset.isIntegralNumber() || !offset.canConvertToLong()) {
            throw new InvalidCheckpointException(
                    "data_offsets is %s, must be two whole numbers"
                            .formatted(StrictJson.quote(offsets.toString())));
        }
        return offset.longValue();
    }

    private static InvalidCheckpointException invalid(
            String tensor, InvalidCheckpointException reason) {
        return new InvalidCheckpointException(
                "tensor %s is invalid: %s".formatted(tensor, reason.getMessage()), reason);
    }
}
