package io.sightline.conversion.onnx;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.onnx.OnnxFile;
import io.sightline.checkpoint.onnx.OnnxGraph;
import io.sightline.resnet.ResNet;
import io.sightline.resnet.ResNetOptions;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Makes a checkpoint of the residual network in an ONNX model.
public final class OnnxConversion {

    private OnnxConversion() {}

    /// The network in `file`. Its tensors, mapped rather than read, stay valid until `arena`
    /// closes.
    ///
    /// @throws InvalidCheckpointException if the file is damaged or holds another network; the
    ///   message names the first operator that does not fit, and what was expected of it
    public static OnnxNetwork read(Path file, Arena arena) throws IOException {
        try {
            return convert(OnnxFile.read(file, arena));
        } catch (InvalidCheckpointException e) {
            throw new InvalidCheckpointException(
                    "%s: file is an ONNX model: %s".formatted(file.getFileName(), e.getMessage()),
                    e);
        }
    }

    /// The network that `graph` is.
    static OnnxNetwork convert(OnnxGraph graph) {
        GraphNetwork found = GraphNetwork.of(graph);
        Naming naming = new Naming(found);
        Checkpoint checkpoint = naming.checkpoint();
        ResNetOptions options = new Inference(found).options();
        ResNet network = naming.network(options);
        new Comparison(network, found).check();
        return new OnnxNetwork(checkpoint, options, found.side(), notes(found));
    }

    private static List<String> notes(GraphNetwork found) {
        List<String> notes = new ArrayList<>();
        if (found.side() > 0) {
            notes.add(
                    "the export is for images of %d x %d pixels"
                            .formatted(found.side(), found.side()));
        }
        found.head()
                .softmax()
                .forEach(
                        node ->
                                notes.add(
                                        "%s at the end is left out, the service computes it itself"
                                                .formatted(node)));
        return notes;
    }
}
