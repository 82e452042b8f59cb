package io.sightline.checkpoint.script;

import java.util.List;

/// A statement of a program.
sealed interface Statement {

    /// `names = value`
    record Assignment(List<String> names, Expression value) implements Statement {}

    /// `object.attribute = value`
    record Change(Expression object, String attribute, Expression value) implements Statement {}

    /// An expression by itself.
    record Evaluation(Expression expression) implements Statement {}

    /// `return value`
    record Return(Expression value) implements Statement {}

    /// `if condition: then else: otherwise`
    record Branch(Expression condition, List<Statement> then, List<Statement> otherwise)
            implements Statement {}

    /// `for name in range: body`
    record Loop(String name, Expression range, List<Statement> body) implements Statement {}
}
