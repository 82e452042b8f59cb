package io.sightline.checkpoint.script;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.pickle.PickleValue.ScriptObject;
import java.util.List;
import java.util.SequencedMap;

/// What an expression of a program comes to, as far as that is known without running it.
public sealed interface Value {

    /// A number, whole or not.
    @SuppressWarnings("AvoidCommonTypeNames") // always called Value.Number
    record Number(double value) implements Value {}

    /// A text, its escapes as they are written.
    record Text(String text) implements Value {}

    /// True or false.
    record Truth(boolean value) implements Value {}

    /// None.
    enum Nothing implements Value {
        NONE
    }

    /// Whether it is a tensor, or holds one.
    default boolean holdsTensor() {
        return false;
    }

    /// A list or a tuple. It is equal to itself alone.
    final class Several implements Value {

        /// A list may hold another many times over, and that another.
        private static final int MAX_SIZE = 4096;

        private final List<Value> values;
        private final int size;
        private final boolean tensors;

        /// @throws InvalidCheckpointException if there are too many, those in other lists counted
        Several(List<Value> values) {
            this.values = List.copyOf(values);
            int all = 1;
            for (Value value : values) {
                all += value instanceof Several several ? several.size : 1;
                if (all > MAX_SIZE) {
                    throw new InvalidCheckpointException(
                            "its program has a list of more than %d values".formatted(MAX_SIZE));
                }
            }
            this.size = all;
            this.tensors = values.stream().anyMatch(Value::holdsTensor);
        }

        public List<Value> values() {
            return values;
        }

        @Override
        public boolean holdsTensor() {
            return tensors;
        }
    }

    /// A tensor that the file holds.
    ///
    /// @param name as in the checkpoint that is read from the file
    record Weight(String name) implements Value {

        @Override
        public boolean holdsTensor() {
            return true;
        }
    }

    /// A module of the network.
    record Module(ScriptObject object) implements Value {}

    /// A function of the program.
    ///
    /// @param name of the whole program
    record Function(String name) implements Value {}

    /// What depends on the image in a way that is not followed, such as a size.
    record Unknown() implements Value {}

    /// The image, or what an operator makes of it.
    ///
    /// It is equal to itself alone: what is behind it may be large.
    final class Result implements Value {

        private final String operator;
        private final List<Value> arguments;
        private final SequencedMap<String, Value> keywords;

        Result(String operator, List<Value> arguments, SequencedMap<String, Value> keywords) {
            this.operator = operator;
            this.arguments = List.copyOf(arguments);
            this.keywords = keywords;
        }

        @Override
        public boolean holdsTensor() {
            return true;
        }

        /// For example `torch.relu`; of the image itself `image`.
        public String operator() {
            return operator;
        }

        public List<Value> arguments() {
            return arguments;
        }

        /// The arguments that are given by name.
        public SequencedMap<String, Value> keywords() {
            return keywords;
        }
    }
}
