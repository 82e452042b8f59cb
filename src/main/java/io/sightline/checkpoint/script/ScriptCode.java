package io.sightline.checkpoint.script;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Printable;
import java.util.HashMap;
import java.util.Map;

/// All that a program defines, by whole names such as `__torch__.torch.nn.functional.relu`.
record ScriptCode(Map<String, ScriptClass> classes, Map<String, Definition> functions) {

    /// Some ten times the text of a traced ResNet-152.
    private static final int MAX_CHARACTERS = 1 << 23;

    private static final int MAX_EXPRESSIONS = 1 << 18;

    ScriptCode {
        classes = Map.copyOf(classes);
        functions = Map.copyOf(functions);
    }

    /// Reads the files of a program.
    ///
    /// @param files their texts by their names, for example `__torch__/torch/nn/functional.py`
    /// @throws InvalidCheckpointException if something in them is not understood
    static ScriptCode read(Map<String, String> files) {
        long characters = files.values().stream().mapToLong(String::length).sum();
        if (characters > MAX_CHARACTERS) {
            throw new InvalidCheckpointException(
                    "its program has %d characters, must have at most %d"
                            .formatted(characters, MAX_CHARACTERS));
        }
        Budget budget = new Budget("expressions", MAX_EXPRESSIONS);
        Map<String, ScriptClass> classes = new HashMap<>();
        Map<String, Definition> functions = new HashMap<>();
        files.forEach(
                (name, text) -> {
                    String module = module(name);
                    ScriptFile file = new Parser(new Tokens(name, text), budget).file();
                    file.classes().forEach((key, value) -> classes.put(module + key, value));
                    file.functions().forEach((key, value) -> functions.put(module + key, value));
                });
        return new ScriptCode(classes, functions);
    }

    private static String module(String file) {
        String path = file.substring(0, file.length() - ".py".length());
        if (path.indexOf('.') >= 0) {
            throw new InvalidCheckpointException(
                    "its program has a file %s, must have no dot but before py"
                            .formatted(Printable.quote(file)));
        }
        return path.replace('/', '.') + ".";
    }

    /// The class of this whole name.
    ///
    /// @throws InvalidCheckpointException if the program has none
    ScriptClass scriptClass(String name) {
        ScriptClass found = classes.get(name);
        if (found == null) {
            throw new InvalidCheckpointException(
                    "its program lacks the class " + Printable.quote(name));
        }
        return found;
    }
}
