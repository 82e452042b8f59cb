package io.sightline.resnet;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The JSON header of a safetensors file: name, type, shape and place of every tensor.
final class SafetensorsHeader {

    /// Largest header read. A ResNet-152 needs 90 KB.
    static final int MAX_BYTES = 4 << 20;

    /// The one key of the header that is not a tensor.
    static final String METADATA = "__metadata__";

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private SafetensorsHeader() {}

    /// The tensors that `header` describes, as views of `data`, in the order of their data.
    static Checkpoint read(byte[] header, MemorySegment data) {
        JsonNode root = parse(header);
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        long end = 0;
        for (Map.Entry<String, JsonNode> entry : inOrderOfData(root)) {
            String name = entry.getKey();
            long begin = offset(entry, 0);
            if (begin != end) {
                throw invalid(
                        name,
                        "starts at byte %d, the tensor before it ends at %d".formatted(begin, end));
            }
            end = offset(entry, 1);
            if (end < begin || end > data.byteSize()) {
                throw invalid(
                        name,
                        "ends at byte %d of %d bytes of data".formatted(end, data.byteSize()));
            }
            tensors.put(name, tensor(entry, data.asSlice(begin, end - begin)));
        }
        if (end != data.byteSize()) {
            throw new InvalidCheckpointException(
                    "%d bytes of data belong to no tensor".formatted(data.byteSize() - end));
        }
        return new Checkpoint(tensors);
    }

    private static JsonNode parse(byte[] header) {
        JsonNode root;
        try {
            root = JSON.readTree(header);
        } catch (JacksonException e) {
            throw new InvalidCheckpointException(
                    "header is not JSON: " + e.getOriginalMessage(), e);
        }
        if (!root.isObject()) {
            throw new InvalidCheckpointException("header is not a JSON object");
        }
        return root;
    }

    private static List<Map.Entry<String, JsonNode>> inOrderOfData(JsonNode root) {
        return root.properties().stream()
                .filter(entry -> !entry.getKey().equals(METADATA))
                .sorted(
                        (left, right) -> {
                            int byBegin = Long.compare(offset(left, 0), offset(right, 0));
                            return byBegin != 0
                                    ? byBegin
                                    : Long.compare(offset(left, 1), offset(right, 1));
                        })
                .toList();
    }

    private static long offset(Map.Entry<String, JsonNode> entry, int index) {
        JsonNode offsets = entry.getValue().path("data_offsets");
        JsonNode offset = offsets.path(index);
        if (offsets.size() != 2 || !offset.isIntegralNumber() || !offset.canConvertToLong()) {
            throw invalid(
                    entry.getKey(),
                    "has data_offsets %s, must be two whole numbers".formatted(offsets));
        }
        return offset.longValue();
    }

    private static Tensor tensor(Map.Entry<String, JsonNode> entry, MemorySegment data) {
        try {
            return new Tensor(type(entry), shape(entry), data);
        } catch (InvalidCheckpointException e) {
            throw invalid(entry.getKey(), "is invalid: " + e.getMessage());
        }
    }

    private static TensorType type(Map.Entry<String, JsonNode> entry) {
        JsonNode name = entry.getValue().path("dtype");
        return Arrays.stream(TensorType.values())
                .filter(type -> name.isString() && type.name().equals(name.stringValue()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new InvalidCheckpointException(
                                        "dtype is %s, must be one of %s"
                                                .formatted(
                                                        name,
                                                        Arrays.toString(TensorType.values()))));
    }

    private static Shape shape(Map.Entry<String, JsonNode> entry) {
        JsonNode dimensions = entry.getValue().path("shape");
        if (!dimensions.isArray()) {
            throw new InvalidCheckpointException(
                    "shape is %s, must be a list".formatted(dimensions));
        }
        return new Shape(
                StreamSupport.stream(dimensions.spliterator(), false)
                        .map(SafetensorsHeader::dimension)
                        .toList());
    }

    private static int dimension(JsonNode dimension) {
        if (!dimension.isIntegralNumber() || !dimension.canConvertToInt()) {
            throw new InvalidCheckpointException(
                    "dimension is %s, must be a whole number of at most %d"
                            .formatted(dimension, Shape.LARGEST_DIMENSION));
        }
        return dimension.intValue();
    }

    private static InvalidCheckpointException invalid(String tensor, String rule) {
        return new InvalidCheckpointException("tensor %s %s".formatted(tensor, rule));
    }
}
