package io.sightline.checkpoint.torch;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.pickle.PickleValue;
import io.sightline.checkpoint.pickle.PickleValue.Dictionary;
import io.sightline.checkpoint.pickle.PickleValue.TensorView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which dict of a checkpoint holds the weights, and what stands beside it.
///
/// The first that holds weights, in this order: the dicts under the keys that timm looks for, in
/// its order; those under other well-known keys; the dict itself; the only other dict in it that
/// holds weights. A dict holds weights if a tensor stands in it under a name with a dot.
///
/// @param taken the keys that lead to it, joined by dots; empty for the file's own dict
/// @param notes sentences about what was left out
record WeightsChoice(String taken, Dictionary weights, List<String> notes) {

    /// timm's order, then what others use. Averaged weights (EMA) answer otherwise than plain ones.
    private static final List<String> KEYS =
            List.of(
                    "state_dict_ema",
                    "model_ema",
                    "state_dict",
                    "model",
                    "params_ema",
                    "ema",
                    "model_state_dict",
                    "net",
                    "module",
                    "weights",
                    "params");

    private static final int DEEPEST = 3;

    /// @throws InvalidCheckpointException if none holds tensors, or several do under names unknown
    static WeightsChoice of(PickleValue root) {
        if (!(root instanceof Dictionary dictionary)) {
            throw new InvalidCheckpointException(
                    "it holds %s, must hold a dict of tensors".formatted(root.kind()));
        }
        List<String> notes = new ArrayList<>();
        WeightsChoice choice = find("", dictionary, 0, notes);
        if (choice != null) {
            return choice;
        }
        boolean tensors =
                dictionary.entries().values().stream().anyMatch(TensorView.class::isInstance);
        if (!tensors) {
            List<String> keys = List.copyOf(dictionary.entries().keySet());
            throw new InvalidCheckpointException(
                    "it holds a dict without tensors, of %s, must hold a dict of tensors"
                            .formatted(
                                    keys.isEmpty()
                                            ? "no keys"
                                            : "the keys " + StateDict.list(keys)));
        }
        return new WeightsChoice("", dictionary, notes);
    }

    private static @Nullable WeightsChoice find(
            String path, Dictionary dictionary, int depth, List<String> notes) {
        for (String key : depth < DEEPEST ? KEYS : List.<String>of()) {
            if (dictionary.entries().get(key) instanceof Dictionary inner) {
                WeightsChoice choice = find(join(path, key), inner, depth + 1, notes);
                if (choice != null) {
                    noteOthers(dictionary, key, notes);
                    return choice;
                }
            }
        }
        if (holdsWeights(dictionary)) {
            return new WeightsChoice(path, dictionary, notes);
        }
        List<String> candidates =
                dictionary.entries().entrySet().stream()
                        .filter(entry -> holdsWeights(entry.getValue()))
                        .map(Map.Entry::getKey)
                        .toList();
        if (candidates.size() > 1) {
            throw new InvalidCheckpointException(
                    "several of its dicts hold tensors, must be one: "
                            + StateDict.list(candidates));
        }
        if (candidates.isEmpty()
                || !(dictionary.entries().get(candidates.getFirst()) instanceof Dictionary only)) {
            return null;
        }
        noteOthers(dictionary, candidates.getFirst(), notes);
        return new WeightsChoice(join(path, candidates.getFirst()), only, notes);
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static boolean holdsWeights(PickleValue value) {
        return value instanceof Dictionary dictionary && dictionary.holdsWeights();
    }

    private static void noteOthers(Dictionary dictionary, String taken, List<String> notes) {
        List<String> weights = new ArrayList<>();
        List<String> others = new ArrayList<>();
        dictionary
                .entries()
                .forEach(
                        (key, value) -> {
                            if (!key.equals(taken)) {
                                (holdsWeights(value) ? weights : others).add(key);
                            }
                        });
        if (!weights.isEmpty()) {
            notes.add(
                    "The weights were taken from %s, not from %s"
                            .formatted(StateDict.list(List.of(taken)), StateDict.list(weights)));
        }
        if (!others.isEmpty()) {
            notes.add("Left out beside the weights: " + StateDict.list(others));
        }
    }
}
