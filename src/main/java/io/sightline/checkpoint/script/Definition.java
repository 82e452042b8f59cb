package io.sightline.checkpoint.script;

import java.util.List;

/// A function or a method.
///
/// @param parameters `self` among them
/// @param type of the result
record Definition(String name, List<Parameter> parameters, Expression type, List<Statement> body) {

    Definition {
        parameters = List.copyOf(parameters);
        body = List.copyOf(body);
    }

    /// @param value without an argument; none or one
    record Parameter(String name, List<Expression> type, List<Expression> value) {}
}
