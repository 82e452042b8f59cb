package io.sightline.checkpoint.script;

import static io.sightline.checkpoint.script.Follower.notFollowed;

import io.sightline.checkpoint.Printable;
import io.sightline.checkpoint.script.Value.Result;
import io.sightline.checkpoint.script.Value.Several;
import io.sightline.checkpoint.script.Value.Unknown;
import io.sightline.checkpoint.torch.ScriptParts;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/// What the expressions of a program come to.
final class Evaluation {

    private final Attributes attributes;
    private final Budget budget;
    private final Calls calls;
    private final List<Result> results = new ArrayList<>();

    /// What an operator changed in place, and what it made of it.
    private final IdentityHashMap<Result, Result> changed = new IdentityHashMap<>();

    /// Follows a method of a module, or a function.
    interface Calls {
        Value call(Value target, String name, List<Value> arguments);
    }

    Evaluation(ScriptParts parts, ScriptCode code, Budget budget, Calls calls) {
        this.attributes = new Attributes(parts, code);
        this.budget = budget;
        this.calls = calls;
    }

    /// The results of all operators, in the order they run.
    List<Result> results() {
        return results;
    }

    /// `value` as operators in place have left it.
    Value current(Value value) {
        Value current = value;
        while (current instanceof Result result && changed.containsKey(result)) {
            current = Objects.requireNonNull(changed.get(result));
        }
        return current;
    }

    Value of(Expression expression, Map<String, Value> variables) {
        budget.spend();
        return switch (expression) {
            case Expression.Literal(Value value) -> value;
            case Expression.Listing(var items) -> new Several(all(items, variables));
            case Expression.Named(String name) -> {
                Value value = variables.get(name);
                yield value == null ? new Unknown() : value;
            }
            case Expression.Member(Expression of, String name) ->
                    Names.whole(expression)
                            .map(attributes::named)
                            .orElseGet(() -> attribute(of(of, variables), name));
            case Expression.Item(Expression of, List<Expression> places) ->
                    places.size() == 1
                            ? item(of(of, variables), of(places.getFirst(), variables))
                            : new Unknown();
            case Expression.Call call -> call(call, variables);
        };
    }

    private List<Value> all(List<Expression> expressions, Map<String, Value> variables) {
        List<Value> values = new ArrayList<>(expressions.size());
        for (Expression expression : expressions) {
            values.add(of(expression, variables));
        }
        return values;
    }

    private Value attribute(Value target, String name) {
        return target instanceof Value.Module(var object)
                ? attributes.of(object, name, constant -> of(constant, Map.of()))
                : notFollowedAttribute(name);
    }

    private static Value notFollowedAttribute(String name) {
        throw notFollowed("an attribute %s of what is no module".formatted(Printable.plain(name)));
    }

    private Value item(Value target, Value place) {
        return place instanceof Value.Number(double number)
                ? item(target, (int) number)
                : new Unknown();
    }

    Value item(Value target, int place) {
        return switch (target) {
            case Several several -> {
                List<Value> values = several.values();
                int index = place < 0 ? values.size() + place : place;
                if (index < 0 || index >= values.size()) {
                    throw notFollowed("item %d of %d".formatted(place, values.size()));
                }
                yield values.get(index);
            }
            case Result result -> {
                List<Value> arguments = List.of(result, new Value.Number(place));
                yield result("item", arguments, new LinkedHashMap<>());
            }
            case Unknown unknown -> unknown;
            default -> throw notFollowed("an item of what is no list");
        };
    }

    private Value call(Expression.Call call, Map<String, Value> variables) {
        List<Expression> given = call.arguments();
        switch (call.function()) {
            case Expression.Named(String name) when !variables.containsKey(name) -> {
                return builtIn(name, given, variables);
            }
            case Expression.Member member when Names.whole(member).isEmpty() -> {
                return calls.call(of(member.of(), variables), member.name(), all(given, variables));
            }
            default -> {}
        }
        String name = Names.whole(call.function()).orElse("");
        if (name.startsWith("torch.") || name.startsWith("ops.")) {
            return operator(name, call, variables);
        }
        if (!call.keywords().isEmpty()) {
            throw notFollowed("a call by names of arguments");
        }
        return calls.call(of(call.function(), variables), name, all(given, variables));
    }

    private Value builtIn(String name, List<Expression> given, Map<String, Value> variables) {
        if (given.isEmpty()) {
            throw notFollowed("a call of %s without arguments".formatted(Printable.plain(name)));
        }
        return switch (name) {
            case "annotate", "unchecked_cast" -> of(given.getLast(), variables);
            case "int", "float", "bool" -> of(given.getFirst(), variables);
            case "uninitialized", "isinstance" -> new Unknown();
            case "getattr" -> {
                if (given.size() == 2
                        && given.getLast() instanceof Expression.Literal(Value.Text(var text))) {
                    yield attribute(of(given.getFirst(), variables), text);
                }
                throw notFollowed("an attribute without a name");
            }
            default -> throw notFollowed("a call of " + Printable.plain(name));
        };
    }

    private Value operator(String name, Expression.Call call, Map<String, Value> variables) {
        List<Value> arguments =
                all(call.arguments(), variables).stream().map(this::current).toList();
        SequencedMap<String, Value> keywords = new LinkedHashMap<>();
        call.keywords().forEach((key, value) -> keywords.put(key, current(of(value, variables))));
        if (name.equals("ops.prim.NumToTensor") && arguments.size() == 1) {
            return arguments.getFirst();
        }
        boolean ofTensors =
                arguments.stream().anyMatch(Value::holdsTensor)
                        || keywords.values().stream().anyMatch(Value::holdsTensor);
        return ofTensors ? result(name, arguments, keywords) : PlainOperators.of(name, arguments);
    }

    private Result result(
            String name, List<Value> arguments, SequencedMap<String, Value> keywords) {
        Result result = new Result(name, arguments, keywords);
        results.add(result);
        boolean inPlace = name.endsWith("_") && !name.endsWith("__");
        if (inPlace && !arguments.isEmpty() && arguments.getFirst() instanceof Result target) {
            changed.put(target, result);
        }
        return result;
    }
}
