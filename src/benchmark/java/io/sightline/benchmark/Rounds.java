package io.sightline.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Times contenders in turns, in short rounds, so that whatever else the machine does meets all of
/// them alike.
public final class Rounds {

    private final List<Contender> contenders;

    /// Milliseconds of one run: contender x round.
    private final double[][] millis;

    private Rounds(List<Contender> contenders, int rounds) {
        this.contenders = List.copyOf(contenders);
        this.millis = new double[contenders.size()][rounds];
    }

    /// Warms every contender up and then times it `rounds` times.
    ///
    /// @param warmUp how long each contender runs before anything counts
    /// @param length about how long one contender runs in one round
    public static Rounds time(
            List<Contender> contenders, Duration warmUp, int rounds, Duration length)
            throws Exception {
        Rounds result = new Rounds(contenders, rounds);
        List<Integer> counts = new ArrayList<>();
        for (Contender contender : contenders) {
            counts.add(count(contender, warmUp, length));
        }
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < contenders.size(); i++) {
                double nanos = contenders.get(i).work().time(counts.get(i));
                result.millis[i][round] = nanos / counts.get(i) / 1e6;
            }
        }
        return result;
    }

    /// How many runs fill a round, by those of the warm-up's last, longest part.
    private static int count(Contender contender, Duration warmUp, Duration length)
            throws Exception {
        long endNanos = System.nanoTime() + warmUp.toNanos();
        int count = 1;
        double nanos = contender.work().time(count);
        while (System.nanoTime() < endNanos) {
            count = Math.max(1, (int) (length.toNanos() * count / nanos));
            nanos = contender.work().time(count);
        }
        return Math.max(1, (int) Math.round(length.toNanos() * count / nanos));
    }

    /// The median over the rounds of what one run takes, in milliseconds.
    public double median(String contender) {
        return median(rounds(contender));
    }

    /// The median over the rounds of how much longer `contender` takes than `reference`.
    public double ratio(String contender, String reference) {
        double[] theirs = rounds(reference);
        double[] ratios = rounds(contender).clone();
        Arrays.setAll(ratios, round -> ratios[round] / theirs[round]);
        return median(ratios);
    }

    /// A line for each contender: least and median milliseconds of one run.
    public void print() {
        for (Contender contender : contenders) {
            System.out.printf(
                    "  %-36s %10.3f ms least %10.3f ms median%n",
                    contender.name(),
                    Arrays.stream(rounds(contender.name())).min().orElseThrow(),
                    median(contender.name()));
        }
    }

    private double[] rounds(String contender) {
        for (int i = 0; i < contenders.size(); i++) {
            if (contenders.get(i).name().equals(contender)) {
                return millis[i];
            }
        }
        throw new IllegalArgumentException("no contender %s was timed".formatted(contender));
    }

    /// The median of `values`, in any order; at least one.
    public static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
