package io.sightline.conversion.program;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Printable;
import io.sightline.checkpoint.script.ScriptGraph;
import io.sightline.checkpoint.script.Value;
import io.sightline.checkpoint.script.Value.Result;
import io.sightline.resnet.Downsampling;
import io.sightline.resnet.ResNet;
import io.sightline.resnet.ResNetOptions;
import io.sightline.resnet.StemPooling;
import io.sightline.resnet.StrideOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// The ResNet that a program is, to the last operator.
///
/// @param notes sentences on what was seen and left out
public record ProgramFit(ResNet network, List<String> notes) {

    /// A convolution with its parameters takes some 130 characters.
    private static final int MAX_TEXT = 200;

    private static final Set<String> SOFTMAX = Set.of("torch.softmax", "torch.log_softmax");

    public ProgramFit {
        notes = List.copyOf(notes);
    }

    /// Finds the network whose tensors `checkpoint` holds and that does what `graph` says.
    ///
    /// @param names of the tensors in the file, with the names that `checkpoint` has for them
    /// @param told of the network by its documents
    /// @param wishes changes what is known of the network
    /// @throws InvalidCheckpointException if there is none; the message names the first operator
    ///   that does not fit
    public static ProgramFit of(
            ScriptGraph graph,
            Checkpoint checkpoint,
            Map<String, String> names,
            ResNetOptions told,
            UnaryOperator<ResNetOptions> wishes) {
        List<String> notes = new ArrayList<>();
        Value answer = logits(graph.answer(), notes);
        Steps steps = new Steps();
        ProgramSteps program = new ProgramSteps(steps, graph, names);
        Comparison comparison = new Comparison(steps, order(graph, answer, program));
        Misfit nearest = null;
        for (ResNetOptions options : candidates(told, wishes)) {
            ResNet network = ResNet.of(checkpoint, options);
            Misfit misfit = comparison.with(network, program.of(answer));
            if (misfit.place() == Integer.MAX_VALUE) {
                return new ProgramFit(network, notes);
            }
            if (nearest == null || misfit.place() > nearest.place()) {
                nearest = misfit;
            }
        }
        throw new InvalidCheckpointException(
                "its program is not the %s that its parameters suggest: %s"
                        .formatted(
                                ResNet.of(checkpoint, wishes.apply(told)).name(),
                                nearest == null ? "" : nearest.reason()));
    }

    /// What a final softmax was given, which this service does itself.
    private static Value logits(Value answer, List<String> notes) {
        if (!(answer instanceof Result last)) {
            throw new InvalidCheckpointException(
                    "its program returns several tensors or none, must return one");
        }
        if (!SOFTMAX.contains(last.operator())) {
            return last;
        }
        Value axis = new Arguments(last).at(1);
        if (!axis.equals(new Value.Number(1)) && !axis.equals(new Value.Number(-1))) {
            throw new InvalidCheckpointException(
                    "its program ends in %s over another axis than the classes"
                            .formatted(last.operator()));
        }
        notes.add(
                "its program ends in %s, which is left out: the service makes probabilities itself"
                        .formatted(last.operator()));
        return last.arguments().getFirst();
    }

    /// Steps that the answer rests on, in the order that the program takes them.
    private static List<Integer> order(ScriptGraph graph, Value answer, ProgramSteps program) {
        Set<Value> needed = Collections.newSetFromMap(new IdentityHashMap<>());
        needed.add(answer);
        for (Result result : graph.results().reversed()) {
            if (needed.contains(result)) {
                needed.addAll(result.arguments());
                needed.addAll(result.keywords().sequencedValues());
                result.arguments().stream()
                        .filter(Value.Several.class::isInstance)
                        .map(Value.Several.class::cast)
                        .forEach(several -> needed.addAll(several.values()));
            }
        }
        return graph.results().stream().filter(needed::contains).map(program::of).toList();
    }

    /// All that a network can be, what is told first.
    private static Set<ResNetOptions> candidates(
            ResNetOptions told, UnaryOperator<ResNetOptions> wishes) {
        Set<ResNetOptions> candidates = new LinkedHashSet<>();
        candidates.add(wishes.apply(told));
        for (StrideOrder order : List.of(StrideOrder.V1_5, StrideOrder.V1)) {
            for (Downsampling downsampling : Downsampling.values()) {
                for (StemPooling pooling : StemPooling.values()) {
                    for (int stride = 1; stride <= 2; stride++) {
                        candidates.add(
                                wishes.apply(
                                        new ResNetOptions(order, downsampling, pooling, stride)));
                    }
                }
            }
        }
        return candidates;
    }

    /// Where a program and a network part.
    ///
    /// @param place how many steps the program takes before; the largest number if they do not part
    private record Misfit(int place, String reason) {}

    private record Comparison(Steps steps, List<Integer> program) {

        Misfit with(ResNet network, int answer) {
            NetworkSteps taken = new NetworkSteps(steps);
            int last = taken.take(network);
            if (last == answer) {
                return new Misfit(Integer.MAX_VALUE, "");
            }
            for (int place = 0; place < program.size(); place++) {
                int step = program.get(place);
                if (isStep(step) && !taken.taken().contains(step)) {
                    return new Misfit(place, reason(step, taken.taken()));
                }
            }
            return new Misfit(program.size(), "it ends in " + steps.what(answer));
        }

        /// Sizes are no steps: they are only asked for to give a tensor another shape.
        private boolean isStep(int step) {
            return Stream.of("torch.size(", "torch.t(").noneMatch(steps.what(step)::startsWith);
        }

        private String reason(int step, Set<Integer> taken) {
            String found = steps.what(step);
            String start = found.replaceFirst("( and|, ).*", "");
            return taken.stream()
                    .map(steps::what)
                    .filter(expected -> expected.replaceFirst("( and|, ).*", "").equals(start))
                    .filter(expected -> !expected.equals(found))
                    .findFirst()
                    .map(expected -> "it has %s, must have %s".formatted(cut(found), expected))
                    .orElse("%s is none of its operators".formatted(cut(found)));
        }

        private static String cut(String found) {
            return found.length() > MAX_TEXT ? Printable.plain(found) : found;
        }
    }
}
