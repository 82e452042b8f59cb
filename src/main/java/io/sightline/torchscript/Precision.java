package io.sightline.torchscript;

import java.util.Map;

/// The number format that a compiled network calculates in.
public sealed interface Precision {

    /// Single precision.
    record Float32() implements Precision {}

    /// Weights and activations in bfloat16, the head in single precision.
    record BFloat16() implements Precision {}

    /// Weights and activations of 8 bits, the head in single precision.
    ///
    /// @param ranges of every activation, by its name
    record Int8(Map<String, ActivationRange> ranges) implements Precision {

        public Int8 {
            ranges = Map.copyOf(ranges);
        }
    }
}
