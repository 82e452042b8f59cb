package io.sightline.torchscript;

import java.util.Map;

/// The numbers that a compiled network calculates with, and what it returns beside the logits.
public sealed interface Arithmetic {

    /// Whether what comes beside the logits is what was seen of the activations.
    default boolean observes() {
        return switch (this) {
            case Extremes _, Histograms _ -> true;
            case Float32 _, BFloat16 _, Int8 _ -> false;
        };
    }

    /// Single precision; beside the logits comes the last feature map.
    record Float32() implements Arithmetic {}

    /// Weights and activations in bfloat16, the head in single precision; beside the logits comes
    /// the last feature map.
    record BFloat16() implements Arithmetic {}

    /// Weights and activations of 8 bits, the head in single precision; beside the logits comes the
    /// last feature map.
    ///
    /// @param ranges of every activation, by its name
    record Int8(Map<String, ActivationRange> ranges) implements Arithmetic {

        public Int8 {
            ranges = Map.copyOf(ranges);
        }
    }

    /// Single precision; beside the logits come the least and the largest number of every
    /// activation in the batch: activations x 2.
    record Extremes() implements Arithmetic {}

    /// Single precision; beside the logits comes a histogram of every activation in the batch:
    /// activations x bins.
    ///
    /// @param ranges of every activation, by its name: the ends of its histogram
    /// @param bins at least 1
    record Histograms(Map<String, ActivationRange> ranges, int bins) implements Arithmetic {

        public Histograms {
            ranges = Map.copyOf(ranges);
            if (bins < 1) {
                throw new IllegalArgumentException("bins is %d, must be positive".formatted(bins));
            }
        }
    }
}
