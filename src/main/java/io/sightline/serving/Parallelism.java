package io.sightline.serving;

import io.sightline.engine.Hardware;
import io.sightline.torchscript.Precision;
import java.time.Duration;

/// How the processors are shared: `lanes` forward passes at a time for each model, each on
/// `threads` threads; or one pass on `soloThreads`, over an image that is alone.
///
/// @param lanes at least 1
/// @param threads at least 1
/// @param soloThreads 0 if there is no solo lane
public record Parallelism(int lanes, int threads, int soloThreads) {

    /// Processors beyond which one forward pass gains little from more threads.
    static final int PROCESSORS_PER_LANE = 8;

    /// The maximum number of lanes with one thread each in float32 or bfloat16: more would need
    /// more memory than the 1 GiB of a pod.
    private static final int MAX_FLOAT_LANES = 2;

    /// The lanes and threads for a machine or container with this many processors: those that
    /// `properties` ask for, or else those that suit the precision.
    ///
    /// While there are images for all processors, each should run a pass of its own on one thread,
    /// which waits for no other. That does not apply with a `max-delay`, by which images wait for
    /// each other.
    ///
    /// @param maxDelay how long an image waits for others
    /// @throws IllegalArgumentException if there is a `max-delay` and a solo lane is asked for
    public static Parallelism of(
            InferenceProperties properties,
            Duration maxDelay,
            int processors,
            Hardware hardware,
            Precision precision) {
        requireFitting(properties, maxDelay);
        int solo = properties.soloThreads();
        boolean open = properties.lanes() == 0 && properties.threads() == 0;
        boolean suits =
                maxDelay.isZero() && processors > 1 && processors <= maxLanes(hardware, precision);
        if (open && (solo > 0 || suits)) {
            int lanes = Math.min(processors, InferenceProperties.MAX_LANES);
            return new Parallelism(lanes, 1, solo > 0 ? solo : processors);
        }
        int lanes =
                properties.lanes() > 0
                        ? properties.lanes()
                        : Math.ceilDiv(processors, PROCESSORS_PER_LANE);
        int threads =
                properties.threads() > 0 ? properties.threads() : Math.max(1, processors / lanes);
        return new Parallelism(lanes, threads, solo);
    }

    /// Makes sure that there is no `max-delay` if a solo lane is asked for.
    ///
    /// @throws IllegalArgumentException if there is
    public static void requireFitting(InferenceProperties properties, Duration maxDelay) {
        if (properties.soloThreads() > 0 && !maxDelay.isZero()) {
            throw new IllegalArgumentException(
                    "solo-threads is %d, must be 0 with a max-delay, which is %s"
                            .formatted(properties.soloThreads(), maxDelay));
        }
    }

    /// The maximum number of lanes with one thread each. On more processors, fewer lanes with more
    /// threads are better.
    private static int maxLanes(Hardware hardware, Precision precision) {
        if (hardware.isGpu()) {
            return 1;
        }
        return precision instanceof Precision.Int8 ? PROCESSORS_PER_LANE : MAX_FLOAT_LANES;
    }

    /// Whether there are passes that run alone, with a thread on each of `available` processors.
    /// Each of their threads may then stay on one processor, and so may as many lanes of one thread
    /// each.
    ///
    /// @param available those the process may run on; more than a container is granted of time
    public boolean fills(int available) {
        boolean solo = soloThreads == available && lanes == available && threads == 1;
        boolean only = soloThreads == 0 && lanes == 1 && threads == available;
        return available > 1 && (solo || only);
    }

    /// For example `1 x 2`, or `2 x 1, a lone image on 2`.
    @Override
    public String toString() {
        String shared = "%d x %d".formatted(lanes, threads);
        return soloThreads == 0 ? shared : shared + ", a lone image on " + soloThreads;
    }
}
