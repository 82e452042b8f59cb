package io.sightline.serving;

import io.sightline.repository.ModelFailedException;
import io.sightline.torchscript.Precision;
import java.util.Locale;

/// What loading a network takes outside the heap: its weights for each copy, and once more while
/// the engine reads the last of them.
///
/// The checkpoint that they are made from does not count: it is mapped, and the kernel drops its
/// pages when memory is short.
///
/// @param parameters of the network
/// @param precision in which it is loaded
/// @param copies how many times it is loaded
record LoadingMemory(long parameters, Precision precision, int copies) {

    private static final double BYTES_PER_MEGABYTE = 1e6;

    /// Bytes of the program that the engine reads, nearly all of them weights.
    long archiveBytes() {
        return parameters * bytesEach();
    }

    long bytes() {
        return archiveBytes() * (copies + 1);
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
    /// @param headroom bytes that the process may still take outside the heap
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
                            copies + 1,
                            Math.max(0, headroom) / BYTES_PER_MEGABYTE));
        }
    }
}
