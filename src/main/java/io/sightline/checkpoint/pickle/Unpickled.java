package io.sightline.checkpoint.pickle;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;

/// What became of a pickle.
///
/// @param value what it holds
/// @param end the first byte behind it
/// @param passedOver the names of the objects that were not built, for example `argparse.Namespace`
/// @param storages what its tensors are views of, by their keys
public record Unpickled(
        PickleValue value,
        long end,
        SequencedSet<String> passedOver,
        Map<String, PickleValue.Storage> storages) {

    public Unpickled {
        passedOver = new LinkedHashSet<>(passedOver);
        // Not Map.copyOf, whose lookups are slow where keys were chosen to collide.
        storages = Collections.unmodifiableMap(new HashMap<>(storages));
    }
}
