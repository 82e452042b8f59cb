package io.sightline.checkpoint.script;

import java.util.Optional;
import java.util.Set;

/// Names with dots in a program.
final class Names {

    /// What raises an error.
    static final String RAISE = "ops.prim.RaiseException";

    /// What the names begin with that are no variables.
    private static final Set<String> ROOTS = Set.of("torch", "ops", "__torch__", "CONSTANTS");

    private Names() {}

    /// The whole name that `expression` is; empty if it is none, or begins with a variable.
    static Optional<String> whole(Expression expression) {
        StringBuilder name = new StringBuilder();
        Expression part = expression;
        while (part instanceof Expression.Member(Expression of, String last)) {
            name.insert(0, "." + last);
            part = of;
        }
        return part instanceof Expression.Named(String first) && ROOTS.contains(first)
                ? Optional.of(first + name)
                : Optional.empty();
    }

    static boolean isCallOf(String name, Expression expression) {
        return expression instanceof Expression.Call(var function, _, _)
                && whole(function).filter(name::equals).isPresent();
    }
}
