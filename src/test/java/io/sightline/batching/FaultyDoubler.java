package io.sightline.batching;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Doubles numbers, except where a number is known to make trouble; records every run and how it
/// ended.
///
/// Confined to its lane; what it recorded may be read once the batcher is closed.
final class FaultyDoubler implements BatchFunction<Integer, Integer> {

    /// One run: its inputs, and whether it kept its promise.
    record Recorded(List<Integer> inputs, boolean succeeded) {}

    private static final int MAX_RUN = 2_000;

    private final List<Recorded> runs = new ArrayList<>();
    private final SplittableRandom random;

    FaultyDoubler(SplittableRandom random) {
        this.random = random;
    }

    /// Whether a run fails whenever this number is in it, also alone.
    static boolean alwaysFails(int input) {
        return input % 17 == 3 || input % 17 == 11;
    }

    List<Recorded> runs() {
        return runs;
    }

    @Override
    public List<Integer> apply(List<Integer> inputs) {
        long _ = random.longs(random.nextInt(MAX_RUN)).sum(); // runs are of unequal length
        boolean throwing = inputs.stream().anyMatch(input -> input % 17 == 3);
        boolean shy = inputs.size() > 1 && inputs.stream().anyMatch(input -> input % 17 == 7);
        List<Integer> outputs =
                inputs.stream().filter(input -> input % 17 != 11).map(input -> 2 * input).toList();
        runs.add(new Recorded(inputs, !throwing && !shy && outputs.size() == inputs.size()));
        if (throwing) {
            throw new AssertionError("an input always fails");
        }
        if (shy) {
            throw new IllegalStateException("an input fails in company");
        }
        return outputs;
    }

    @Override
    public void close() {}
}
