package io.sightline.checkpoint;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// A set of named tensors, in the order of their file.
///
/// @param tensors by name, for example `layer1.0.conv1.weight`
public record Checkpoint(SequencedMap<String, Tensor> tensors) {

    private static final int MAX_NAME_LENGTH = 256;

    /// @throws InvalidCheckpointException if a name is not plain
    public Checkpoint {
        tensors = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tensors));
        tensors.keySet().forEach(Checkpoint::requirePlainName);
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

    /// A name is data from outside that messages repeat, so it is short and has no line break.
    public static void requirePlainName(String name) {
        boolean visible = name.chars().allMatch(character -> character > ' ' && character < 0x7f);
        if (name.isEmpty() || name.length() > MAX_NAME_LENGTH || !visible) {
            throw new InvalidCheckpointException(
                    "a tensor has a name of %d characters, must be 1 to %d visible ones of ASCII"
                            .formatted(name.length(), MAX_NAME_LENGTH));
        }
    }
}
