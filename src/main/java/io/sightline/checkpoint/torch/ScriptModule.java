package io.sightline.checkpoint.torch;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.pickle.PickleValue;
import io.sightline.checkpoint.pickle.PickleValue.ScriptObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A module of a TorchScript archive.
///
/// @param path what the names of its tensors begin with: empty, or ends in a dot
record ScriptModule(String path, ScriptObject object) {

    /// Longest path of attributes; a longer one is no tensor's name.
    private static final int MAX_PATH = 256;

    /// A scripted ResNet-152 has some 8,000.
    private static final int MAX_ATTRIBUTES = 1 << 17;

    /// `root` and the modules in it, each before those in it; one that is there twice counts once.
    static List<ScriptModule> all(ScriptObject root) {
        List<ScriptModule> all = new ArrayList<>();
        Set<ScriptObject> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        long attributes = 0;
        Deque<ScriptModule> waiting = new ArrayDeque<>(List.of(new ScriptModule("", root)));
        while (!waiting.isEmpty()) {
            ScriptModule module = waiting.pop();
            if (!seen.add(module.object())) {
                continue;
            }
            attributes += module.object().attributes().size();
            requireFew(attributes);
            all.add(module);
            List<ScriptModule> inner = new ArrayList<>();
            for (Map.Entry<String, PickleValue> entry : module.object().attributes().entrySet()) {
                if (entry.getValue() instanceof ScriptObject object) {
                    inner.add(new ScriptModule(module.name(entry.getKey()) + ".", object));
                }
            }
            inner.reversed().forEach(waiting::push);
        }
        return all;
    }

    /// The path of its attribute `attribute`.
    String name(String attribute) {
        if (path.length() + attribute.length() > MAX_PATH) {
            throw new InvalidCheckpointException(
                    "its modules are nested so deeply that a name has more than %d characters"
                            .formatted(MAX_PATH));
        }
        return path + attribute;
    }

    /// Objects may share their attributes, so a short file could tell of many.
    private static void requireFew(long attributes) {
        if (attributes > MAX_ATTRIBUTES) {
            throw new InvalidCheckpointException(
                    "its modules have more than %d attributes".formatted(MAX_ATTRIBUTES));
        }
    }
}
