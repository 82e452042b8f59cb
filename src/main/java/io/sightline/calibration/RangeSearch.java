package io.sightline.calibration;

import io.sightline.torchscript.ActivationRange;
import java.util.function.DoubleUnaryOperator;

/// Chooses the range of an activation's values that 8 bits should cover.
///
/// A narrow range cuts off the largest values; a wide one has coarse steps. The search moves each
/// end in steps of a percent and takes the range with the smallest sum of quantisation errors, each
/// raised to the power [#POWER].
final class RangeSearch {

    /// Larger than the usual 2, so that a value that is cut off weighs more.
    private static final double POWER = 2.4;

    private static final int STEPS = 255;
    private static final int MIN_PERCENT = 20;
    private static final int ROUNDS = 3;

    private final ActivationRange extremes;
    private final double[] counts;
    private final double width;

    /// @param extremes the minimum and maximum of the activation
    /// @param counts a histogram: the number of values in each of the equal parts of that range
    RangeSearch(ActivationRange extremes, double[] counts) {
        this.extremes = extremes;
        this.counts = counts.clone();
        this.width = ((double) extremes.max() - extremes.min()) / counts.length;
    }

    /// The best range within the extremes.
    ActivationRange best() {
        double min = extremes.min();
        double max = extremes.max();
        for (int round = 0; round < ROUNDS; round++) {
            double fixedMin = min;
            max = bestEnd(extremes.max(), end -> errors(fixedMin, end));
            double fixedMax = max;
            min = bestEnd(extremes.min(), end -> errors(end, fixedMax));
        }
        return new ActivationRange((float) min, (float) max);
    }

    /// The end with the fewest errors, from `extreme` down to a part of it.
    private static double bestEnd(double extreme, DoubleUnaryOperator errorsOf) {
        double best = extreme;
        double minErrors = Double.MAX_VALUE;
        for (int percent = 100; percent >= MIN_PERCENT && extreme != 0; percent--) {
            double end = extreme * percent / 100;
            double errors = errorsOf.applyAsDouble(end);
            if (errors < minErrors) {
                minErrors = errors;
                best = end;
            }
        }
        return best;
    }

    private double errors(double min, double max) {
        double step = (max - min) / STEPS;
        // The mean over a step of |distance to its middle| to the power.
        double rounding = Math.pow(step / 2, POWER) / (POWER + 1);
        double errors = 0;
        for (int bin = firstInexact(); bin < counts.length; bin++) {
            double value = extremes.min() + (bin + 0.5) * width;
            double beyond = Math.max(min - value, value - max);
            double error = beyond > 0 ? Math.pow(beyond + step / 4, POWER) : rounding;
            errors += counts[bin] * error;
        }
        return errors;
    }

    /// The first bin that has errors. After a ReLU most values are 0, which every range represents
    /// exactly.
    private int firstInexact() {
        return extremes.min() == 0 ? 1 : 0;
    }
}
