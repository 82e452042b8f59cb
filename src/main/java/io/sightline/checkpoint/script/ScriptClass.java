package io.sightline.checkpoint.script;

import java.util.List;
import java.util.Map;

/// A class of a program.
///
/// @param types of its attributes and of what it calls constants
/// @param constants what its text gives a value
/// @param methods by name
record ScriptClass(
        List<Expression> types,
        Map<String, Expression> constants,
        Map<String, Definition> methods) {

    ScriptClass {
        types = List.copyOf(types);
        constants = Map.copyOf(constants);
        methods = Map.copyOf(methods);
    }
}
