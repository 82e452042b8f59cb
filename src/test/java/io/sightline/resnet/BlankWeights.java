package io.sightline.resnet;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.Shape;
import io.sightline.checkpoint.Tensor;
import io.sightline.checkpoint.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// Checkpoints of which only names, shapes and types matter: all tensors share the same zeros.
final class BlankWeights {

    private static final MemorySegment ZEROS = MemorySegment.ofArray(new byte[20 << 20]);

    private BlankWeights() {}

    static Checkpoint of(Map<String, Shape> shapes) {
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> tensors.put(name, tensor(TensorType.F16, shape)));
        return new Checkpoint(tensors);
    }

    static Tensor tensor(TensorType type, Shape shape) {
        return new Tensor(type, shape, ZEROS.asSlice(0, (long) shape.elements() * type.bytes()));
    }
}
