package io.sightline.checkpoint.onnx;

import io.sightline.checkpoint.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// A network as ONNX describes it: operators that hand values to each other, by name.
///
/// @param inputs what it is given; older files list the initialisers among them
/// @param nodes in the order of the file
/// @param initialisers its tensors, by the name of their value
/// @param outputs names of the values that it gives
/// @param opset version of the operators
/// @param bytes of the file and of those beside it that hold tensors
public record OnnxGraph(
        List<GraphInput> inputs,
        List<Node> nodes,
        SequencedMap<String, Tensor> initialisers,
        List<String> outputs,
        int opset,
        long bytes) {

    public OnnxGraph {
        inputs = List.copyOf(inputs);
        nodes = List.copyOf(nodes);
        initialisers = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(initialisers));
        outputs = List.copyOf(outputs);
    }
}
