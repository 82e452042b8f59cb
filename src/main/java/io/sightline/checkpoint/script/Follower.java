package io.sightline.checkpoint.script;

import static io.sightline.checkpoint.script.Names.RAISE;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Printable;
import io.sightline.checkpoint.pickle.PickleValue.ScriptObject;
import io.sightline.checkpoint.script.Definition.Parameter;
import io.sightline.checkpoint.script.Value.Result;
import io.sightline.checkpoint.torch.ScriptParts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Follows a program from the image to its answer, call by call, without running anything.
///
/// What the modules hold is known, so most branches are decided. One that is not is followed where
/// its other side does nothing but raise an error.
final class Follower {

    private static final int MAX_CALLS = 32;

    /// Some ten times what a scripted ResNet-152 takes.
    private static final int MAX_STEPS = 1 << 18;

    private final ScriptParts parts;
    private final ScriptCode code;
    private final Evaluation evaluation;
    private final Budget budget = new Budget("steps to follow", MAX_STEPS);
    private int calls;

    Follower(ScriptParts parts, ScriptCode code) {
        this.parts = parts;
        this.code = code;
        this.evaluation = new Evaluation(parts, code, budget, this::call);
    }

    ScriptGraph graph() {
        Result image = new Result("image", List.of(), new LinkedHashMap<>());
        Value answer = method(parts.root(), "forward", List.of(image));
        return new ScriptGraph(image, evaluation.current(answer), evaluation.results());
    }

    private Value call(Value target, String name, List<Value> arguments) {
        return switch (target) {
            case Value.Module(var object) -> method(object, name, arguments);
            case Value.Function(var function) -> function(function, arguments);
            default -> throw notFollowed("a call of %s".formatted(name));
        };
    }

    private Value method(ScriptObject object, String name, List<Value> arguments) {
        Definition method = code.scriptClass(object.type()).methods().get(name);
        if (method == null) {
            throw notFollowed("a call of %s, which its class lacks".formatted(name));
        }
        List<Value> all = new ArrayList<>(List.of(new Value.Module(object)));
        all.addAll(arguments);
        return run(method, all);
    }

    private Value function(String name, List<Value> arguments) {
        Definition function = code.functions().get(name);
        if (function == null) {
            throw notFollowed("a call of " + Printable.plain(name));
        }
        return run(function, arguments);
    }

    private Value run(Definition definition, List<Value> arguments) {
        calls++;
        if (calls > MAX_CALLS) {
            throw notFollowed("calls nested deeper than " + MAX_CALLS);
        }
        Map<String, Value> variables = new HashMap<>();
        List<Parameter> parameters = definition.parameters();
        if (arguments.size() > parameters.size()) {
            throw notFollowed("too many arguments for " + Printable.plain(definition.name()));
        }
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            boolean given = i < arguments.size();
            if (!given && parameter.value().isEmpty()) {
                throw notFollowed(
                        "%s without its input %s"
                                .formatted(definition.name(), Printable.plain(parameter.name())));
            }
            variables.put(
                    parameter.name(),
                    given
                            ? arguments.get(i)
                            : evaluation.of(parameter.value().getFirst(), variables));
        }
        Outcome outcome = block(definition.body(), variables);
        calls--;
        return switch (outcome) {
            case Outcome.Returned(Value value) -> value;
            case Outcome.Done _ -> Value.Nothing.NONE;
            case Outcome.Raised _ -> throw notFollowed("an error that it always raises");
        };
    }

    /// How a block ends.
    private sealed interface Outcome {

        record Done() implements Outcome {}

        record Raised() implements Outcome {}

        record Returned(Value value) implements Outcome {}
    }

    private Outcome block(List<Statement> statements, Map<String, Value> variables) {
        for (Statement statement : statements) {
            Outcome outcome = statement(statement, variables);
            if (!(outcome instanceof Outcome.Done)) {
                return outcome;
            }
        }
        return new Outcome.Done();
    }

    private Outcome statement(Statement statement, Map<String, Value> variables) {
        budget.spend();
        return switch (statement) {
            case Statement.Assignment(var names, var value) -> {
                assign(names, evaluation.of(value, variables), variables);
                yield new Outcome.Done();
            }
            case Statement.Evaluation(var expression) -> {
                if (Names.isCallOf(RAISE, expression)) {
                    yield new Outcome.Raised();
                }
                evaluation.of(expression, variables);
                yield new Outcome.Done();
            }
            case Statement.Return(var value) ->
                    new Outcome.Returned(evaluation.of(value, variables));
            case Statement.Branch branch ->
                    side(branch, variables)
                            .map(side -> block(side, variables))
                            .orElseThrow(() -> notFollowed("a branch on what an image holds"));
            case Statement.Loop loop -> loop(loop, variables);
            case Statement.Change(_, var attribute, _) ->
                    throw notFollowed(
                            "a change of the attribute %s".formatted(Printable.plain(attribute)));
        };
    }

    private void assign(List<String> names, Value value, Map<String, Value> variables) {
        if (names.size() == 1) {
            variables.put(names.getFirst(), value);
            return;
        }
        for (int i = 0; i < names.size(); i++) {
            variables.put(names.get(i), evaluation.item(value, i));
        }
    }

    private Optional<List<Statement>> side(Statement.Branch branch, Map<String, Value> variables) {
        if (evaluation.of(branch.condition(), variables) instanceof Value.Truth(boolean is)) {
            return Optional.of(is ? branch.then() : branch.otherwise());
        }
        if (raises(branch.then())) {
            return Optional.of(branch.otherwise());
        }
        return raises(branch.otherwise()) ? Optional.of(branch.then()) : Optional.empty();
    }

    private static boolean raises(List<Statement> block) {
        return !block.isEmpty()
                && block.getLast() instanceof Statement.Evaluation(var expression)
                && Names.isCallOf(RAISE, expression);
    }

    private Outcome loop(Statement.Loop loop, Map<String, Value> variables) {
        if (!(loop.range() instanceof Expression.Call(var range, var arguments, _))
                || !range.equals(new Expression.Named("range"))
                || arguments.size() != 1
                || !(evaluation.of(arguments.getFirst(), variables)
                        instanceof Value.Number(double times))) {
            throw notFollowed("a loop whose length depends on the image");
        }
        for (int i = 0; i < times; i++) {
            budget.spend();
            variables.put(loop.name(), new Value.Number(i));
            Outcome outcome = block(loop.body(), variables);
            if (!(outcome instanceof Outcome.Done)) {
                return outcome;
            }
        }
        return new Outcome.Done();
    }

    static InvalidCheckpointException notFollowed(String what) {
        return new InvalidCheckpointException(
                "its program has %s, which cannot be followed".formatted(what));
    }
}
