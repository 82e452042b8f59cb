package io.sightline.checkpoint.script;

import java.util.List;
import java.util.SequencedMap;

/// An expression of a program. Types are written as expressions, too.
sealed interface Expression {

    /// The name of a variable, or the first part of a longer name.
    record Named(String name) implements Expression {}

    /// A number, a truth value, a text or None.
    record Literal(Value value) implements Expression {}

    /// `of.name`
    record Member(Expression of, String name) implements Expression {}

    /// `function(arguments)`
    record Call(
            Expression function,
            List<Expression> arguments,
            SequencedMap<String, Expression> keywords)
            implements Expression {}

    /// A list or a tuple.
    record Listing(List<Expression> items) implements Expression {}

    /// `of[places]`
    record Item(Expression of, List<Expression> places) implements Expression {}
}
