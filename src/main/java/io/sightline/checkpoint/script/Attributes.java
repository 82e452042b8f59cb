package io.sightline.checkpoint.script;

import static io.sightline.checkpoint.script.Follower.notFollowed;

import io.sightline.checkpoint.Printable;
import io.sightline.checkpoint.pickle.PickleValue;
import io.sightline.checkpoint.pickle.PickleValue.ScriptObject;
import io.sightline.checkpoint.script.Value.Nothing;
import io.sightline.checkpoint.script.Value.Several;
import io.sightline.checkpoint.script.Value.Unknown;
import io.sightline.checkpoint.torch.ScriptParts;
import java.util.function.Function;

/// What the modules of a program hold.
final class Attributes {

    /// Whether a module is being trained: never here, whatever the file says.
    private static final String TRAINING = "training";

    private static final String CONSTANTS = "CONSTANTS.";

    /// A longer list is none of a layer's parameters.
    private static final int MAX_LIST = 64;

    private final ScriptParts parts;
    private final ScriptCode code;

    Attributes(ScriptParts parts, ScriptCode code) {
        this.parts = parts;
        this.code = code;
    }

    /// What the whole name `name` stands for.
    Value named(String name) {
        if (name.startsWith(CONSTANTS)) {
            return new Value.Weight(name.substring(CONSTANTS.length()));
        }
        return new Value.Function(name);
    }

    /// The attribute `name` of `object`.
    ///
    /// @param constant evaluates what the text of the class says
    Value of(ScriptObject object, String name, Function<Expression, Value> constant) {
        if (name.equals(TRAINING)) {
            return new Value.Truth(false);
        }
        PickleValue held = object.attributes().get(name);
        if (held != null) {
            return value(object, name, held, 0);
        }
        Expression written = code.scriptClass(object.type()).constants().get(name);
        if (written == null) {
            throw notFollowed("an attribute %s that is missing".formatted(Printable.plain(name)));
        }
        return constant.apply(written);
    }

    private Value value(ScriptObject object, String name, PickleValue held, int depth) {
        return switch (held) {
            case PickleValue.TensorView _ -> new Value.Weight(parts.path(object) + name);
            case ScriptObject module -> new Value.Module(module);
            case PickleValue.Whole(long number) -> new Value.Number(number);
            case PickleValue.Real(double number) -> new Value.Number(number);
            case PickleValue.Flag(boolean is) -> new Value.Truth(is);
            case PickleValue.Text(String text) -> new Value.Text(text);
            case PickleValue.Nothing _ -> Nothing.NONE;
            case PickleValue.Sequence list when depth == 0 && list.values().size() < MAX_LIST ->
                    new Several(
                            list.values().stream()
                                    .map(each -> value(object, name, each, 1))
                                    .toList());
            default -> new Unknown();
        };
    }
}
