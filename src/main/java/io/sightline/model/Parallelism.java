package io.sightline.model;

/// How the processors are shared: `lanes` forward passes at a time for each model, each on
/// `threads` threads.
///
/// @param lanes at least 1
/// @param threads at least 1
record Parallelism(int lanes, int threads) {

    /// Processors beyond which one forward pass gains little from more threads.
    static final int PROCESSORS_PER_LANE = 8;

    /// What `properties` ask for on a machine, or in a container, of this many processors.
    static Parallelism of(InferenceProperties properties, int processors) {
        int lanes =
                properties.lanes() > 0
                        ? properties.lanes()
                        : Math.ceilDiv(processors, PROCESSORS_PER_LANE);
        int threads =
                properties.threads() > 0 ? properties.threads() : Math.max(1, processors / lanes);
        return new Parallelism(lanes, threads);
    }

    /// Whether one forward pass at a time has a thread for each of `available` processors, so that
    /// each may stay on its own.
    ///
    /// @param available those the process may run on; more than a container is granted of time
    boolean fills(int available) {
        return lanes == 1 && threads > 1 && threads == available;
    }
}
