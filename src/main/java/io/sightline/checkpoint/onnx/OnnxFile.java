package io.sightline.checkpoint.onnx;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Printable;
import io.sightline.checkpoint.Safetensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/// A model of ONNX in a file (`ModelProto`).
public final class OnnxFile {

    private final GraphReader graph;
    private final Opsets opsets = new Opsets();
    private boolean found;

    private OnnxFile(ExternalFiles files) {
        this.graph = new GraphReader(new TensorReader(files));
    }

    /// The graph in `file`, mapped rather than read: its tensors stay valid until `arena` closes.
    ///
    /// @throws InvalidCheckpointException if the file is damaged, or has what no ResNet needs:
    ///   functions, graphs within operators, operators of other domains
    public static OnnxGraph read(Path file, Arena arena) throws IOException {
        Neighbours neighbours = new Neighbours(file, arena);
        return read(Safetensors.map(file, arena), neighbours, neighbours::bytes);
    }

    /// The graph in `file`, a whole file in memory, which has no other beside it.
    ///
    /// @throws InvalidCheckpointException as the other, and if elements are in a file beside it
    public static OnnxGraph read(MemorySegment file) {
        try {
            return read(file, OnnxFile::refuse, () -> 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // nothing but memory is read
        }
    }

    private static MemorySegment refuse(String location) {
        throw new InvalidCheckpointException(
                "external data is in %s, must be in the model"
                        .formatted(Printable.quote(location)));
    }

    private static OnnxGraph read(MemorySegment file, ExternalFiles files, LongSupplier beside)
            throws IOException {
        OnnxFile model = new OnnxFile(files);
        model.read(Message.of(file));
        return model.graph(file.byteSize() + beside.getAsLong());
    }

    private void read(Message message) throws IOException {
        while (message.next()) {
            switch (message.field()) {
                case 7 -> {
                    graph.read(message.once().message());
                    found = true;
                }
                case 8 -> opsets.add(message.message());
                case 20 ->
                        throw new InvalidCheckpointException(
                                "model has training_info, must be exported for inference");
                case 25 ->
                        throw new InvalidCheckpointException(
                                "model has functions of its own, must have none: export it with"
                                        + " them inlined");
                default -> {} // versions, documentation
            }
        }
    }

    private OnnxGraph graph(long bytes) {
        if (!found) {
            throw new InvalidCheckpointException("model has no graph, must have one");
        }
        return graph.graph(opsets.version(), bytes);
    }
}
