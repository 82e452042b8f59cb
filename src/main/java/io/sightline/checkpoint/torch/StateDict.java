package io.sightline.checkpoint.torch;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Printable;
import io.sightline.checkpoint.Tensor;
import io.sightline.checkpoint.pickle.PickleValue;
import io.sightline.checkpoint.pickle.PickleValue.TensorView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/// The tensors of a state dict, made of what a pickle says of them.
final class StateDict {

    /// What the last part of a name promises to be a tensor.
    private static final Set<String> PARAMETERS =
            Set.of("weight", "bias", "running_mean", "running_var");

    /// Most tensors of one network: twice those of the deepest that was ever published, of 1,202
    /// layers.
    private static final int MAX_TENSORS = 1 << 14;

    private StateDict() {}

    /// The checkpoint of `entries`. What is no tensor and need not be one is named in `notes`.
    ///
    /// @throws InvalidCheckpointException if a weight is no tensor, or a tensor is not sound
    static Checkpoint read(
            SequencedMap<String, PickleValue> entries, Tensors tensors, List<String> notes) {
        SequencedMap<String, Tensor> read = new LinkedHashMap<>();
        List<String> others = new ArrayList<>();
        for (Map.Entry<String, PickleValue> entry : entries.entrySet()) {
            if (read.size() == MAX_TENSORS) {
                throw new InvalidCheckpointException(
                        "it holds more than %d tensors".formatted(MAX_TENSORS));
            }
            if (entry.getValue() instanceof TensorView view) {
                read.put(entry.getKey(), tensor(entry.getKey(), view, tensors));
            } else {
                requireNoParameter(entry.getKey(), entry.getValue());
                others.add(entry.getKey());
            }
        }
        if (read.isEmpty()) {
            throw new InvalidCheckpointException("it holds no tensors");
        }
        if (!others.isEmpty()) {
            notes.add("Left out of the weights, because they are no tensors: " + list(others));
        }
        return new Checkpoint(read);
    }

    private static Tensor tensor(String name, TensorView view, Tensors tensors) {
        Checkpoint.requirePlainName(name);
        try {
            return tensors.of(view);
        } catch (InvalidCheckpointException e) {
            throw new InvalidCheckpointException(
                    "tensor %s is invalid: %s".formatted(name, e.getMessage()), e);
        }
    }

    private static void requireNoParameter(String name, PickleValue value) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        if (PARAMETERS.contains(last)) {
            throw new InvalidCheckpointException(
                    "%s is %s, must be a tensor".formatted(Printable.plain(name), value.kind()));
        }
    }

    /// At most twelve of `names`, as a message lists them.
    static String list(List<String> names) {
        int most = 12;
        String listed =
                String.join(", ", names.stream().limit(most).map(Printable::plain).toList());
        return names.size() <= most
                ? listed
                : "%s and %d more".formatted(listed, names.size() - most);
    }
}
