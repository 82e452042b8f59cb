package io.sightline.checkpoint.pickle;

import io.sightline.checkpoint.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What a pickle holds.
///
/// Values may contain themselves and each other many times over, so the containers are equal to
/// themselves alone, have no text, and whoever walks through them visits each once.
public sealed interface PickleValue {

    /// What kind of value it is, for a message.
    String kind();

    /// A text.
    record Text(String text) implements PickleValue {
        @Override
        public String kind() {
            return "a text";
        }
    }

    /// A whole number of 64 bits.
    record Whole(long value) implements PickleValue {
        @Override
        public String kind() {
            return "the number " + value;
        }
    }

    /// A floating-point number.
    record Real(double value) implements PickleValue {
        @Override
        public String kind() {
            return "a number";
        }
    }

    /// True or false.
    record Flag(boolean value) implements PickleValue {
        @Override
        public String kind() {
            return value ? "True" : "False";
        }
    }

    /// None.
    enum Nothing implements PickleValue {
        NONE;

        @Override
        public String kind() {
            return "None";
        }
    }

    /// Something that is passed over.
    ///
    /// @param kind what it is, for example `an object of argparse.Namespace`
    record Opaque(String kind) implements PickleValue {}

    /// A name of Python's.
    ///
    /// @param name module and name, joined by a dot; plain, because it is one of a list
    record Name(String name, Meaning meaning) implements PickleValue {
        @Override
        public String kind() {
            return "the name " + name;
        }
    }

    /// The memory that tensors share.
    ///
    /// @param key which of the file's records it is; not checked
    /// @param count how many elements it holds; at least 0
    record Storage(TensorType type, String key, long count) implements PickleValue {
        @Override
        public String kind() {
            return "a storage";
        }
    }

    /// A tensor: a view of a storage. Nothing of it has been checked against the storage.
    ///
    /// @param offset the first element; at least 0
    /// @param sizes the extent of at most eight dimensions, each at least 0
    /// @param strides by how many elements a step goes in each dimension, each at least 0
    record TensorView(Storage storage, long offset, List<Long> sizes, List<Long> strides)
            implements PickleValue {
        @Override
        public String kind() {
            return "a tensor";
        }
    }

    /// A list or a tuple.
    final class Sequence implements PickleValue {

        static final Sequence EMPTY_TUPLE = new Sequence(true, List.of());

        private final boolean tuple;
        private List<PickleValue> values;

        Sequence(boolean tuple, List<PickleValue> values) {
            this.tuple = tuple;
            this.values = values;
        }

        void add(PickleValue value) {
            if (values.isEmpty()) {
                values = new ArrayList<>(4);
            }
            values.add(value);
        }

        boolean isTuple() {
            return tuple;
        }

        public List<PickleValue> values() {
            return Collections.unmodifiableList(values);
        }

        @Override
        public String kind() {
            return tuple ? "a tuple" : "a list";
        }
    }

    /// A dict. What stands under keys that are no texts is passed over.
    final class Dictionary implements PickleValue {

        private SequencedMap<String, PickleValue> entries = Collections.emptySortedMap();
        private boolean weights;

        /// The value that `key` had until now stays; then the answer is false.
        boolean put(String key, PickleValue value) {
            if (entries.isEmpty()) {
                entries = new LinkedHashMap<>();
            }
            weights |= value instanceof TensorView && key.indexOf('.') >= 0;
            return entries.putIfAbsent(key, value) == null;
        }

        /// Whether a tensor stands in it under a name with a dot, as in a state dict.
        public boolean holdsWeights() {
            return weights;
        }

        public SequencedMap<String, PickleValue> entries() {
            return Collections.unmodifiableSequencedMap(entries);
        }

        @Override
        public String kind() {
            return "a dict";
        }
    }

    /// An object of a class that a TorchScript archive defines.
    final class ScriptObject implements PickleValue {

        private final String type;
        private Dictionary attributes = new Dictionary();

        ScriptObject(String type) {
            this.type = type;
        }

        /// The whole name of its class.
        public String type() {
            return type;
        }

        public SequencedMap<String, PickleValue> attributes() {
            return attributes.entries();
        }

        /// Many objects may have the same attributes, which are not copied for each.
        void give(Dictionary attributes) {
            this.attributes = attributes;
        }

        @Override
        public String kind() {
            return "a module";
        }
    }
}
