package io.sightline.checkpoint.script;

import io.sightline.checkpoint.script.Token.Kind;
import io.sightline.checkpoint.script.Value.Nothing;
import io.sightline.checkpoint.script.Value.Truth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Reads the expressions of a program.
final class ExpressionParser {

    private static final int MAX_DEPTH = 32;

    private static final Map<String, Value> CONSTANTS =
            Map.of("True", new Truth(true), "False", new Truth(false), "None", Nothing.NONE);

    private final Tokens tokens;
    private final Budget budget;
    private int depth;

    /// How many expressions are in each other in those that were read last, side by side.
    private int height;

    ExpressionParser(Tokens tokens, Budget budget) {
        this.tokens = tokens;
        this.budget = budget;
    }

    /// One expression, or several with commas between them, which are a tuple.
    Expression tuple() {
        if (tokens.peek().kind() == Kind.LINE_END) {
            return new Expression.Literal(Nothing.NONE);
        }
        Expression first = expression();
        if (!tokens.peek().is(",")) {
            return first;
        }
        List<Expression> items = new ArrayList<>(List.of(first));
        while (tokens.peek().is(",")) {
            tokens.next();
            if (tokens.peek().kind() != Kind.LINE_END) {
                items.add(expression());
            }
        }
        return new Expression.Listing(List.copyOf(items));
    }

    Expression expression() {
        budget.spend();
        depth++;
        if (depth > MAX_DEPTH) {
            throw tokens.unexpected("must not be nested deeper than " + MAX_DEPTH);
        }
        int before = height;
        height = 0;
        Expression expression = postfixed(primary());
        height = Math.max(height, before);
        depth--;
        return expression;
    }

    /// A chain of members, calls and items is nested in another way, which [#height] counts.
    private Expression postfixed(Expression primary) {
        Expression expression = primary;
        while (true) {
            Token mark = tokens.peek();
            if (mark.kind() != Kind.MARK || !".([".contains(mark.text())) {
                return expression;
            }
            budget.spend();
            int before = height;
            height = 0;
            tokens.next();
            expression =
                    switch (mark.text()) {
                        case "." -> new Expression.Member(expression, member());
                        case "(" -> call(expression);
                        default -> new Expression.Item(expression, places());
                    };
            grow(before);
        }
    }

    /// What was read last holds parts of `height` and of this height.
    private void grow(int other) {
        height = Math.max(height, other) + 1;
        if (height > MAX_DEPTH) {
            throw tokens.unexpected("must not be nested deeper than " + MAX_DEPTH);
        }
    }

    private List<Expression> places() {
        List<Expression> places = items("]");
        if (places.isEmpty()) {
            throw tokens.unexpected("after what must be a place");
        }
        return places;
    }

    private String member() {
        if (tokens.peek().kind() != Kind.NAME) {
            throw tokens.unexpected("must be a name");
        }
        return tokens.next().text();
    }

    private Expression call(Expression function) {
        List<Expression> arguments = new ArrayList<>();
        SequencedMap<String, Expression> keywords = new LinkedHashMap<>();
        while (!tokens.peek().is(")")) {
            Expression argument = expression();
            if (tokens.peek().is("=") && argument instanceof Expression.Named(String name)) {
                tokens.next();
                if (keywords.put(name, expression()) != null) {
                    throw tokens.unexpected("after a second argument " + name);
                }
            } else {
                arguments.add(argument);
            }
            comma(")");
        }
        tokens.next();
        return new Expression.Call(function, List.copyOf(arguments), keywords);
    }

    private Expression primary() {
        Token token = tokens.next();
        return switch (token.kind()) {
            case NUMBER -> number(token.text(), 1);
            case STRING -> new Expression.Literal(new Value.Text(token.text()));
            case NAME -> {
                Value constant = CONSTANTS.get(token.text());
                yield constant == null
                        ? new Expression.Named(token.text())
                        : new Expression.Literal(constant);
            }
            case MARK -> marked(token.text());
            default -> throw tokens.unexpected("must be an expression");
        };
    }

    private Expression marked(String mark) {
        return switch (mark) {
            case "(" -> parenthesised();
            case "[" -> new Expression.Listing(items("]"));
            case "-" -> negative();
            default -> throw tokens.unexpected("after %s, must be an expression".formatted(mark));
        };
    }

    private Expression negative() {
        if (tokens.peek().kind() != Kind.NUMBER) {
            throw tokens.unexpected("after -, must be a number");
        }
        return number(tokens.next().text(), -1);
    }

    /// An expression in parentheses; a tuple if there is a comma or nothing.
    private Expression parenthesised() {
        if (tokens.peek().is(")")) {
            tokens.next();
            return new Expression.Listing(List.of());
        }
        Expression first = expression();
        if (tokens.peek().is(")")) {
            tokens.next();
            return first;
        }
        List<Expression> items = new ArrayList<>(List.of(first));
        comma(")");
        items.addAll(items(")"));
        return new Expression.Listing(List.copyOf(items));
    }

    private List<Expression> items(String end) {
        List<Expression> items = new ArrayList<>();
        while (!tokens.peek().is(end)) {
            items.add(expression());
            comma(end);
        }
        tokens.next();
        grow(0);
        return List.copyOf(items);
    }

    /// A comma between two, which may also stand before the end.
    private void comma(String end) {
        if (tokens.peek().is(",")) {
            tokens.next();
        } else if (!tokens.peek().is(end)) {
            throw tokens.unexpected("must have , or " + end);
        }
    }

    private Expression number(String text, int sign) {
        return new Expression.Literal(new Value.Number(sign * Double.parseDouble(text)));
    }
}
