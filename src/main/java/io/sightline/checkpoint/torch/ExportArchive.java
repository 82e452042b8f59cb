package io.sightline.checkpoint.torch;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.sightline.checkpoint.Format;
import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Printable;
import io.sightline.checkpoint.StrictJson;
import io.sightline.checkpoint.TensorType;
import io.sightline.checkpoint.archive.Allowance;
import io.sightline.checkpoint.pickle.PickleValue;
import io.sightline.checkpoint.pickle.PickleValue.Storage;
import io.sightline.checkpoint.pickle.PickleValue.TensorView;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/// The weights of a `torch.export` archive: raw records, and a JSON text that says what they are.
/// Its graph is not looked at.
final class ExportArchive {

    private static final String FOLDER = "data/weights";

    /// By the numbers of PyTorch's export schema (`ScalarType`).
    private static final Map<Integer, TensorType> TYPES =
            Map.of(
                    1, TensorType.U8,
                    2, TensorType.I8,
                    3, TensorType.I16,
                    4, TensorType.I32,
                    5, TensorType.I64,
                    6, TensorType.F16,
                    7, TensorType.F32,
                    8, TensorType.F64,
                    12, TensorType.BOOL,
                    13, TensorType.BF16);

    private static final String PROGRAM =
            "A graph: whatever it does beside the layers, such as a softmax or a normalisation, is"
                    + " not in its weights";

    private ExportArchive() {}

    static TorchWeights read(ZipRecords records, Allowance allowance) {
        List<String> configurations = records.names(FOLDER + "/", "_weights_config.json");
        if (configurations.size() != 1) {
            throw new InvalidCheckpointException(
                    "%d records in %s describe weights, must be one: it is of an older version of"
                                    .formatted(configurations.size(), FOLDER)
                            + " PyTorch, or holds several models");
        }
        MemorySegment json = records.content(configurations.getFirst());
        if (json.byteSize() > StrictJson.MAX_BYTES) {
            throw new InvalidCheckpointException(
                    "record %s is %d bytes, must be at most %d"
                            .formatted(
                                    configurations.getFirst(),
                                    json.byteSize(),
                                    StrictJson.MAX_BYTES));
        }
        JsonNode root = StrictJson.object(json.toArray(JAVA_BYTE), "description of the weights");
        SequencedMap<String, PickleValue> views = new LinkedHashMap<>();
        root.path("config")
                .properties()
                .forEach(entry -> views.put(entry.getKey(), view(records, entry)));
        Tensors tensors = new Tensors(records.storages(FOLDER), records.byteOrder(), allowance);
        List<String> notes = new ArrayList<>(List.of(PROGRAM));
        return new TorchWeights(
                Format.TORCH_EXPORT, StateDict.read(views, tensors, notes), "", notes);
    }

    private static TensorView view(ZipRecords records, Map.Entry<String, JsonNode> entry) {
        JsonNode described = entry.getValue();
        JsonNode meta = described.path("tensor_meta");
        TensorType type = TYPES.get(meta.path("dtype").asInt(0));
        String record = described.path("path_name").asString("");
        if (type == null || described.path("use_pickle").asBoolean(true) || record.isEmpty()) {
            throw invalid(entry, "raw values of a number format that PyTorch's ResNets have");
        }
        long bytes = records.content(FOLDER + "/" + record).byteSize();
        return new TensorView(
                new Storage(type, record, bytes / type.bytes()),
                whole(entry, meta.path("storage_offset")),
                wholes(entry, meta.path("sizes")),
                wholes(entry, meta.path("strides")));
    }

    private static List<Long> wholes(Map.Entry<String, JsonNode> entry, JsonNode list) {
        return list.valueStream().map(number -> whole(entry, number)).toList();
    }

    private static long whole(Map.Entry<String, JsonNode> entry, JsonNode number) {
        JsonNode value = number.path("as_int");
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw invalid(entry, "whole numbers as sizes, strides and offset");
        }
        return value.longValue();
    }

    private static InvalidCheckpointException invalid(
            Map.Entry<String, JsonNode> entry, String expected) {
        return new InvalidCheckpointException(
                "tensor %s is described as %s, must have %s"
                        .formatted(
                                Printable.plain(entry.getKey()),
                                StrictJson.quote(entry.getValue().toString()),
                                expected));
    }
}
