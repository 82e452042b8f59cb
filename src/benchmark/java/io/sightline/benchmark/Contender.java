package io.sightline.benchmark;

/// Something that is timed against others.
///
/// @param name as the tables show it
/// @param work what is timed
public record Contender(String name, Work work) {

    /// Runs a piece of work and times it itself, for it may live in another process.
    @FunctionalInterface
    public interface Work {

        /// Runs `count` times, one after the other.
        ///
        /// @return nanoseconds for all
        double time(int count) throws Exception;
    }

    /// One run of a piece of work in this process.
    @FunctionalInterface
    public interface Run {

        /// Runs once; what is returned is there so that it cannot be optimised away.
        Object run() throws Exception;
    }

    /// A contender in this process.
    public static Contender of(String name, Run run) {
        return new Contender(
                name,
                count -> {
                    int seen = 0;
                    long startNanos = System.nanoTime();
                    for (int i = 0; i < count; i++) {
                        seen += System.identityHashCode(run.run());
                    }
                    double nanos = System.nanoTime() - startNanos;
                    return seen == 0 ? nanos + 1 : nanos;
                });
    }
}
