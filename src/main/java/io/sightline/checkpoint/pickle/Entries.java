package io.sightline.checkpoint.pickle;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Printable;
import io.sightline.checkpoint.pickle.PickleValue.Dictionary;
import io.sightline.checkpoint.pickle.PickleValue.Opaque;
import io.sightline.checkpoint.pickle.PickleValue.ScriptObject;
import io.sightline.checkpoint.pickle.PickleValue.Sequence;
import io.sightline.checkpoint.pickle.PickleValue.Text;
import java.util.List;

/// The filling of containers.
final class Entries {

    private Entries() {}

    /// Puts `items`, keys and values in turn, into `target`.
    static void put(PickleValue target, List<PickleValue> items) {
        if (items.size() % 2 != 0) {
            throw new InvalidCheckpointException("it takes a value for each key, one is missing");
        }
        for (int i = 0; i < items.size(); i += 2) {
            put(target, items.get(i), items.get(i + 1));
        }
        requireContainer(target);
    }

    /// Puts `value` under `key` into `target`. A key that is no text is of no use here; two texts
    /// that are equal are a file that reads differently elsewhere.
    static void put(PickleValue target, PickleValue key, PickleValue value) {
        requireContainer(target);
        switch (key) {
            case Text(String text) when target instanceof Dictionary dictionary -> {
                if (!dictionary.put(text, value)) {
                    throw twice(text);
                }
            }
            case Sequence list when !list.isTuple() -> throw unhashable(key);
            case Dictionary _, ScriptObject _ -> throw unhashable(key);
            default -> {}
        }
    }

    private static void requireContainer(PickleValue target) {
        if (!(target instanceof Dictionary) && !(target instanceof Opaque)) {
            throw new InvalidCheckpointException("it fills a dict, got " + target.kind());
        }
    }

    /// Appends `items` to `target`.
    static void append(PickleValue target, List<PickleValue> items) {
        switch (target) {
            case Opaque _ -> {}
            case Sequence list when !list.isTuple() -> items.forEach(list::add);
            default ->
                    throw new InvalidCheckpointException("it fills a list, got " + target.kind());
        }
    }

    static InvalidCheckpointException twice(String key) {
        return new InvalidCheckpointException(
                "key %s stands twice in a dict".formatted(Printable.quote(key)));
    }

    private static InvalidCheckpointException unhashable(PickleValue key) {
        return new InvalidCheckpointException("%s is a key of a dict".formatted(key.kind()));
    }
}
