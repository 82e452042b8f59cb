package io.sightline.checkpoint.script;

import io.sightline.checkpoint.Printable;
import io.sightline.checkpoint.script.Definition.Parameter;
import io.sightline.checkpoint.script.Token.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the files of a program: classes, functions, statements.
///
/// Every nesting is counted, so a deep one is refused and does not exhaust the stack.
final class Parser {

    private static final int MAX_BLOCKS = 16;

    /// Attributes of a class that say nothing of what it does.
    private static final Set<String> LISTS = Set.of("__parameters__", "__buffers__");

    private final Tokens tokens;
    private final ExpressionParser expressions;
    private int blocks;

    Parser(Tokens tokens, Budget budget) {
        this.tokens = tokens;
        this.expressions = new ExpressionParser(tokens, budget);
    }

    /// What the file defines.
    ScriptFile file() {
        Map<String, ScriptClass> classes = new HashMap<>();
        Map<String, Definition> functions = new HashMap<>();
        while (tokens.peek().kind() != Kind.END) {
            switch (name()) {
                case "class" -> putOnce(classes, name(), scriptClass());
                case "def" -> {
                    Definition function = definition();
                    putOnce(functions, function.name(), function);
                }
                case "op_version_set" -> {
                    expect("=");
                    expressions.expression();
                    lineEnd();
                }
                default -> throw tokens.unexpected("after what must be a class or a function");
            }
        }
        return new ScriptFile(classes, functions);
    }

    private <T> void putOnce(Map<String, T> found, String name, T defined) {
        if (found.put(name, defined) != null) {
            throw tokens.unexpected("after a second definition of " + Printable.plain(name));
        }
    }

    private ScriptClass scriptClass() {
        expect("(");
        if (tokens.peek().is("Module")) {
            tokens.next();
        }
        expect(")");
        expect(":");
        lineEnd();
        List<Expression> types = new ArrayList<>();
        Map<String, Expression> constants = new HashMap<>();
        Map<String, Definition> methods = new HashMap<>();
        indent();
        while (tokens.peek().kind() != Kind.DEDENT) {
            String name = name();
            switch (name) {
                case "def" -> {
                    Definition method = definition();
                    putOnce(methods, method.name(), method);
                }
                case "pass" -> lineEnd();
                case "__annotations__" -> {
                    expect("[");
                    expressions.expression();
                    expect("]");
                    expect("=");
                    types.add(expressions.expression());
                    lineEnd();
                }
                default -> attribute(name, types, constants);
            }
        }
        tokens.next();
        return new ScriptClass(types, constants, methods);
    }

    private void attribute(String name, List<Expression> types, Map<String, Expression> constants) {
        if (LISTS.contains(name)) {
            expect("=");
            expressions.expression();
            lineEnd();
            return;
        }
        if (!tokens.peek().is(":")) {
            throw tokens.unexpected("must be an attribute's type");
        }
        tokens.next();
        types.add(expressions.expression());
        if (tokens.peek().is("=")) {
            tokens.next();
            constants.put(name, expressions.expression());
        }
        lineEnd();
    }

    private Definition definition() {
        String name = name();
        expect("(");
        List<Parameter> parameters = new ArrayList<>();
        while (!tokens.peek().is(")")) {
            parameters.add(parameter());
            if (!tokens.peek().is(")")) {
                expect(",");
            }
        }
        expect(")");
        expect("->");
        Expression type = expressions.expression();
        expect(":");
        lineEnd();
        return new Definition(name, parameters, type, block());
    }

    private Parameter parameter() {
        String name = name();
        List<Expression> type = new ArrayList<>();
        if (tokens.peek().is(":")) {
            tokens.next();
            type.add(expressions.expression());
        }
        List<Expression> value = new ArrayList<>();
        if (tokens.peek().is("=")) {
            tokens.next();
            value.add(expressions.expression());
        }
        return new Parameter(name, List.copyOf(type), List.copyOf(value));
    }

    private List<Statement> block() {
        blocks++;
        if (blocks > MAX_BLOCKS) {
            throw tokens.unexpected("must not be nested deeper than " + MAX_BLOCKS);
        }
        indent();
        List<Statement> statements = new ArrayList<>();
        while (tokens.peek().kind() != Kind.DEDENT) {
            statement(statements);
        }
        tokens.next();
        blocks--;
        return List.copyOf(statements);
    }

    private void statement(List<Statement> statements) {
        Token first = tokens.peek();
        switch (first.kind() == Kind.NAME ? first.text() : "") {
            case "pass" -> {
                tokens.next();
                lineEnd();
            }
            case "return" -> {
                tokens.next();
                statements.add(new Statement.Return(expressions.tuple()));
                lineEnd();
            }
            case "if" -> statements.add(branch());
            case "for" -> statements.add(loop());
            case "while", "with", "del", "raise", "assert", "import", "global", "lambda" ->
                    throw tokens.unexpected("which is not followed");
            default -> statements.add(simple());
        }
    }

    private Statement branch() {
        tokens.next();
        Expression condition = expressions.expression();
        expect(":");
        lineEnd();
        List<Statement> then = block();
        List<Statement> otherwise = List.of();
        if (tokens.peek().is("else")) {
            tokens.next();
            expect(":");
            lineEnd();
            otherwise = block();
        }
        return new Statement.Branch(condition, then, otherwise);
    }

    private Statement loop() {
        tokens.next();
        String name = name();
        expect("in");
        Expression range = expressions.expression();
        expect(":");
        lineEnd();
        return new Statement.Loop(name, range, block());
    }

    /// An assignment, to one or several, or an expression.
    private Statement simple() {
        List<Expression> parts = new ArrayList<>(List.of(expressions.expression()));
        while (tokens.peek().is(",")) {
            tokens.next();
            if (!tokens.peek().is("=")) {
                parts.add(expressions.expression());
            }
        }
        if (tokens.peek().is(":")) {
            tokens.next();
            expressions.expression();
        }
        if (!tokens.peek().is("=")) {
            if (parts.size() > 1) {
                throw tokens.unexpected("must be =");
            }
            lineEnd();
            return new Statement.Evaluation(parts.getFirst());
        }
        tokens.next();
        Expression value = expressions.tuple();
        lineEnd();
        if (parts.getFirst() instanceof Expression.Member(Expression of, String attribute)
                && parts.size() == 1) {
            return new Statement.Change(of, attribute, value);
        }
        return new Statement.Assignment(parts.stream().map(this::variable).toList(), value);
    }

    private String variable(Expression expression) {
        if (expression instanceof Expression.Named(String name)) {
            return name;
        }
        throw tokens.unexpected("after what must be a variable");
    }

    private String name() {
        if (tokens.peek().kind() != Kind.NAME) {
            throw tokens.unexpected("must be a name");
        }
        return tokens.next().text();
    }

    private void expect(String mark) {
        if (!tokens.peek().is(mark)) {
            throw tokens.unexpected("must have " + mark);
        }
        tokens.next();
    }

    private void indent() {
        if (tokens.peek().kind() != Kind.INDENT) {
            throw tokens.unexpected("must be indented");
        }
        tokens.next();
    }

    private void lineEnd() {
        if (tokens.peek().kind() == Kind.END) {
            return;
        }
        if (tokens.peek().kind() != Kind.LINE_END) {
            throw tokens.unexpected("must end the line");
        }
        tokens.next();
    }
}
