package io.sightline.checkpoint.script;

import java.util.Map;

/// What one file of a program defines, by the names in it.
record ScriptFile(Map<String, ScriptClass> classes, Map<String, Definition> functions) {

    ScriptFile {
        classes = Map.copyOf(classes);
        functions = Map.copyOf(functions);
    }
}
