package io.sightline.torchscript;

import java.util.Map;

/// What a network in single precision tells of its activations, in place of the last feature map.
public sealed interface Observation {

    /// The smallest and the largest number of every activation in the batch: activations x 2.
    record Extremes() implements Observation {}

    /// A histogram of every activation in the batch: activations x bins.
    ///
    /// @param ranges of every activation, by its name: the ends of its histogram
    /// @param bins at least 1
    record Histograms(Map<String, ActivationRange> ranges, int bins) implements Observation {

        public Histograms {
            ranges = Map.copyOf(ranges);
            if (bins < 1) {
                throw new IllegalArgumentException("bins is %d, must be positive".formatted(bins));
            }
        }
    }
}
