package io.sightline.checkpoint.pickle;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Printable;
import io.sightline.checkpoint.pickle.Meaning.StorageClass;
import io.sightline.checkpoint.pickle.PickleValue.Name;
import io.sightline.checkpoint.pickle.PickleValue.Nothing;
import io.sightline.checkpoint.pickle.PickleValue.Sequence;
import io.sightline.checkpoint.pickle.PickleValue.Storage;
import io.sightline.checkpoint.pickle.PickleValue.TensorView;
import io.sightline.checkpoint.pickle.PickleValue.Text;
import io.sightline.checkpoint.pickle.PickleValue.Whole;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The storages of one pickle, and the tensors over them.
final class TensorParts {

    /// As many as a [io.sightline.checkpoint.Shape] has.
    private static final int MAX_DIMENSIONS = 8;

    private final Map<String, Storage> storages = new HashMap<>();

    /// The storages so far, by their keys.
    Map<String, Storage> storages() {
        return storages;
    }

    /// The storage that a persistent id stands for: "storage", its class, its key, where it was,
    /// the number of its elements, and in old files None.
    Storage storage(PickleValue id) {
        List<PickleValue> parts = id instanceof Sequence sequence ? sequence.values() : List.of();
        if (!parts.isEmpty()
                && parts.getFirst() instanceof Text(String tag)
                && tag.equals("module")) {
            throw Names.wholeModel("a module");
        }
        boolean sized = parts.size() == 5 || (parts.size() == 6 && parts.get(5) == Nothing.NONE);
        if (sized
                && parts.get(0) instanceof Text(String tag)
                && tag.equals("storage")
                && parts.get(1) instanceof Name(_, StorageClass(StorageType type))
                && parts.get(2) instanceof Text(String key)
                && parts.get(3) instanceof Text
                && parts.get(4) instanceof Whole(long count)
                && count >= 0) {
            return remember(new Storage(type.elements(), key, count));
        }
        throw new InvalidCheckpointException(
                "it takes a storage's class, key, place and number of elements, got %s of %s"
                        .formatted(id.kind(), kinds(parts)));
    }

    private Storage remember(Storage storage) {
        Storage first = storages.putIfAbsent(storage.key(), storage);
        if (first != null && !first.equals(storage)) {
            throw new InvalidCheckpointException(
                    "storage %s is %d elements of %s and also %d of %s"
                            .formatted(
                                    Printable.quote(storage.key()),
                                    first.count(),
                                    first.type(),
                                    storage.count(),
                                    storage.type()));
        }
        return first == null ? storage : first;
    }

    /// The tensor that a storage, an offset, sizes, strides and more that does not matter describe.
    static TensorView tensor(List<PickleValue> parts) {
        if (parts.size() >= 4
                && parts.get(0) instanceof Storage storage
                && parts.get(1) instanceof Whole(long offset)
                && offset >= 0
                && parts.get(2) instanceof Sequence sizes
                && parts.get(3) instanceof Sequence strides) {
            return new TensorView(
                    storage, offset, wholes("size", sizes), wholes("stride", strides));
        }
        throw new InvalidCheckpointException(
                "it takes a storage, an offset of at least 0, sizes and strides, got "
                        + kinds(parts));
    }

    /// The tensor that is the first of `parts`.
    static TensorView parameter(List<PickleValue> parts) {
        if (!parts.isEmpty() && parts.getFirst() instanceof TensorView tensor) {
            return tensor;
        }
        throw new InvalidCheckpointException("it takes a tensor, got " + kinds(parts));
    }

    private static List<Long> wholes(String what, Sequence numbers) {
        if (numbers.values().size() > MAX_DIMENSIONS) {
            throw new InvalidCheckpointException(
                    "a tensor has %d %ss, must have at most %d"
                            .formatted(numbers.values().size(), what, MAX_DIMENSIONS));
        }
        return numbers.values().stream().map(number -> whole(what, number)).toList();
    }

    private static long whole(String what, PickleValue number) {
        if (number instanceof Whole(long value) && value >= 0) {
            return value;
        }
        throw new InvalidCheckpointException(
                "a %s is %s, must be a whole number of at least 0".formatted(what, number.kind()));
    }

    static String kinds(List<PickleValue> values) {
        List<String> kinds = values.stream().limit(6).map(PickleValue::kind).toList();
        return kinds.isEmpty() ? "nothing" : String.join(", ", kinds);
    }
}
