package io.sightline.serving;

import io.sightline.repository.ModelFailedException;
import io.sightline.torchscript.Precision;
import java.util.Locale;

/// What loading a network takes outside the heap: its weights for each copy, and three times more
/// while the engine reads the last of them, from a stream that it copies as a whole.
///
/// A ResNet-50 of 102 MB in float32 took 378 MB at most, and held 105 of them.
///
/// The checkpoint that they are made from does not count: it is mapped, and the kernel drops its
/// pages when memory is short.
///
/// @param parameters of the network
/// @param precision in which it is loaded
/// @param copies how many times it is loaded
record LoadingMemory(long parameters, Precision precision, int copies) {

    private static final double BYTES_PER_MEGABYTE = 1e6;
    private static final int COPIES_WHILE_READING = 3;

    /// Bytes of the program that the engine reads, nearly all of them weights.
    long archiveBytes() {
        return parameters * bytesEach();
    }

    long bytes() {
        return archiveBytes() * times();
    }

    private int times() {
        return copies + COPIES_WHILE_READING;
    }

    private int bytesEach() {
        return switch (precision) {
            case Precision.Float32 _ -> 4;
            case Precision.BFloat16 _ -> 2;
            case Precision.Int8 _ -> 1;
        };
    }

    /// Requires that loading fits, so that the kernel need not end the process for it.
    ///
    /// @param headroom bytes that the process may take now: it loads for seconds, in which the heap
    ///   hardly grows
    /// @throws ModelFailedException if it does not; the message has the arithmetic
    void requireRoom(String model, long headroom) {
        if (bytes() > headroom) {
            throw new ModelFailedException(
                    String.format(
                            Locale.ROOT,
                            "model %s cannot be loaded: that takes %.0f MB outside the heap (%,d"
                                    + " parameters x %d bytes x %d), must be at most the %.0f MB"
                                    + " that are left; raise the limit of memory, or take a"
                                    + " precision of fewer bytes",
                            model,
                            bytes() / BYTES_PER_MEGABYTE,
                            parameters,
                            bytesEach(),
                            times(),
                            Math.max(0, headroom) / BYTES_PER_MEGABYTE));
        }
    }
}
