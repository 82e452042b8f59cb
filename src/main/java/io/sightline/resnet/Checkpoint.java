package io.sightline.resnet;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// A set of named tensors, in the order of their file.
///
/// @param tensors by name, for example `layer1.0.conv1.weight`
public record Checkpoint(SequencedMap<String, Tensor> tensors) {

    public Checkpoint {
        tensors = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tensors));
    }

    /// The tensor of this name.
    ///
    /// @throws InvalidCheckpointException if there is none
    public Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new InvalidCheckpointException("tensor %s is missing".formatted(name));
        }
        return tensor;
    }

    /// The shape of every tensor, by name.
    Map<String, Shape> shapes() {
        return tensors.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().shape()));
    }
}
