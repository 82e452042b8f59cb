package io.sightline.checkpoint.script;

import io.sightline.checkpoint.script.Value.Result;
import java.util.List;

/// What a program does to an image.
///
/// @param image what it is given
/// @param answer what it returns
/// @param results of all operators that have something to do with the image, in the order they run
public record ScriptGraph(Result image, Value answer, List<Result> results) {

    public ScriptGraph {
        results = List.copyOf(results);
    }
}
