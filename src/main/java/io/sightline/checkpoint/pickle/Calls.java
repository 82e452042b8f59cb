package io.sightline.checkpoint.pickle;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.pickle.Meaning.Mapping;
import io.sightline.checkpoint.pickle.Meaning.PassedOver;
import io.sightline.checkpoint.pickle.Meaning.PassedOver.Use;
import io.sightline.checkpoint.pickle.Meaning.Rebuild;
import io.sightline.checkpoint.pickle.Meaning.ScriptClass;
import io.sightline.checkpoint.pickle.Meaning.ScriptFunction;
import io.sightline.checkpoint.pickle.PickleValue.Dictionary;
import io.sightline.checkpoint.pickle.PickleValue.Name;
import io.sightline.checkpoint.pickle.PickleValue.Opaque;
import io.sightline.checkpoint.pickle.PickleValue.ScriptObject;
import io.sightline.checkpoint.pickle.PickleValue.Sequence;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// What a pickle's calls come to: a tensor's description, a container, or something passed over.
/// Nothing is called.
final class Calls {

    /// Most entries of all OrderedDicts made of lists of pairs: one list may be given to many.
    private static final int MAX_PAIRS = 1 << 17;

    private final SequencedSet<String> passedOver = new LinkedHashSet<>();
    private int pairsCopied;

    /// The names of what was passed over, in the order of the pickle.
    SequencedSet<String> passedOver() {
        return passedOver;
    }

    /// What REDUCE leaves: `function` of `arguments`.
    PickleValue reduce(PickleValue function, PickleValue arguments) {
        if (function instanceof Name name && arguments instanceof Sequence list && list.isTuple()) {
            return call(name, list.values());
        }
        throw new InvalidCheckpointException(
                "it takes a name and a tuple, got %s and %s"
                        .formatted(function.kind(), arguments.kind()));
    }

    private PickleValue call(Name name, List<PickleValue> arguments) {
        return switch (name.meaning()) {
            case Mapping _ -> orderedDict(arguments);
            case Rebuild.TENSOR -> TensorParts.tensor(arguments);
            case Rebuild.PARAMETER -> TensorParts.parameter(arguments);
            case Rebuild.FROM_TYPE -> fromType(arguments);
            case ScriptFunction _ when !arguments.isEmpty() -> arguments.getFirst();
            case PassedOver(var uses) when uses.contains(Use.CALLED) -> passOver(name);
            default -> throw misused(name, "called");
        };
    }

    /// Python 2 saved an OrderedDict with the list of its keys and values.
    private Dictionary orderedDict(List<PickleValue> arguments) {
        Dictionary dictionary = new Dictionary();
        if (arguments.isEmpty()) {
            return dictionary;
        }
        if (arguments.size() != 1 || !(arguments.getFirst() instanceof Sequence pairs)) {
            throw new InvalidCheckpointException(
                    "an OrderedDict takes a list of pairs, got " + TensorParts.kinds(arguments));
        }
        pairsCopied += pairs.values().size();
        if (pairsCopied > MAX_PAIRS) {
            throw new InvalidCheckpointException(
                    "OrderedDicts are made of more than %d pairs".formatted(MAX_PAIRS));
        }
        for (PickleValue pair : pairs.values()) {
            if (!(pair instanceof Sequence both) || both.values().size() != 2) {
                throw new InvalidCheckpointException(
                        "an OrderedDict takes a list of pairs, got in it " + pair.kind());
            }
            Entries.put(dictionary, both.values().getFirst(), both.values().getLast());
        }
        return dictionary;
    }

    /// A tensor with attributes of its own: a function, the tensor's class, the function's
    /// arguments, the attributes.
    private static PickleValue fromType(List<PickleValue> arguments) {
        if (arguments.size() == 4
                && arguments.get(0) instanceof Name(_, Rebuild function)
                && arguments.get(1) instanceof Name(_, Meaning.TensorClass _)
                && arguments.get(2) instanceof Sequence parts
                && function == Rebuild.TENSOR) {
            return TensorParts.tensor(parts.values());
        }
        throw new InvalidCheckpointException(
                "it takes how a tensor is described, its class, its parts and attributes, got "
                        + TensorParts.kinds(arguments));
    }

    /// What NEWOBJ leaves: an object of a class.
    PickleValue make(PickleValue type, PickleValue arguments) {
        if (!(type instanceof Name name) || !(arguments instanceof Sequence)) {
            throw new InvalidCheckpointException(
                    "it takes a name and a tuple, got %s and %s"
                            .formatted(type.kind(), arguments.kind()));
        }
        return switch (name.meaning()) {
            case ScriptClass(String defined) -> new ScriptObject(defined);
            case PassedOver(var uses) when uses.contains(Use.MADE) -> passOver(name);
            default -> throw misused(name, "made by NEWOBJ");
        };
    }

    /// Gives `target` its `state`. The attributes of an OrderedDict say nothing of tensors.
    void build(PickleValue target, PickleValue state) {
        switch (target) {
            case Opaque _ -> {}
            case Dictionary _ when state instanceof Dictionary -> {}
            case ScriptObject object when state instanceof Dictionary attributes ->
                    object.give(attributes);
            default ->
                    throw new InvalidCheckpointException(
                            "it takes a dict's attributes, got for %s %s"
                                    .formatted(target.kind(), state.kind()));
        }
    }

    private Opaque passOver(Name name) {
        passedOver.add(name.name());
        return new Opaque("an object of " + name.name());
    }

    private static InvalidCheckpointException misused(Name name, String use) {
        return new InvalidCheckpointException("%s is %s, must not be".formatted(name.name(), use));
    }
}
