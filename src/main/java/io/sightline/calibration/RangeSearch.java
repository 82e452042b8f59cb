package io.sightline.calibration;

import io.sightline.torchscript.ActivationRange;

/// Chooses what range of an activation's numbers 8 bits should cover.
///
/// A narrow range cuts off the largest numbers, a wide one has coarse steps. The search takes, in
/// steps of a percent, the range with the least sum of errors, each raised to the power of
/// [#POWER].
final class RangeSearch {

    /// Above the usual 2, so that a cut-off number weighs more.
    private static final double POWER = 2.4;

    private static final int STEPS = 255;
    private static final int LEAST_PERCENT = 20;
    private static final int ROUNDS = 3;

    private final ActivationRange extremes;
    private final double[] counts;
    private final double width;

    /// @param extremes least and largest number of the activation
    /// @param counts how many of its numbers lie in each of the equal parts of that range
    RangeSearch(ActivationRange extremes, double[] counts) {
        this.extremes = extremes;
        this.counts = counts.clone();
        this.width = ((double) extremes.max() - extremes.min()) / counts.length;
    }

    /// The best range within the extremes.
    ActivationRange best() {
        double least = extremes.min();
        double largest = extremes.max();
        for (int round = 0; round < ROUNDS; round++) {
            largest = bestEnd(least, extremes.max(), true);
            least = bestEnd(largest, extremes.min(), false);
        }
        return new ActivationRange((float) least, (float) largest);
    }

    private double bestEnd(double other, double extreme, boolean upper) {
        double best = extreme;
        double fewest = Double.MAX_VALUE;
        for (int percent = 100; percent >= LEAST_PERCENT && extreme != 0; percent--) {
            double end = extreme * percent / 100;
            double errors = upper ? errors(other, end) : errors(end, other);
            if (errors < fewest) {
                fewest = errors;
                best = end;
            }
        }
        return best;
    }

    private double errors(double least, double largest) {
        double step = (largest - least) / STEPS;
        // The mean over a step of |distance to its middle| to the power.
        double rounding = Math.pow(step / 2, POWER) / (POWER + 1);
        double errors = 0;
        for (int bin = firstInexact(); bin < counts.length; bin++) {
            double value = extremes.min() + (bin + 0.5) * width;
            double beyond = Math.max(least - value, value - largest);
            double error = beyond > 0 ? Math.pow(beyond + step / 4, POWER) : rounding;
            errors += counts[bin] * error;
        }
        return errors;
    }

    /// After a ReLU most numbers are zeros, which cost nothing.
    private int firstInexact() {
        return extremes.min() == 0 ? 1 : 0;
    }
}
