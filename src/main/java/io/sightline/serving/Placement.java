package io.sightline.serving;

import io.sightline.engine.Engine;

/// Which processors a lane runs on.
enum Placement {
    /// Those that OpenMP chooses, for passes on several threads.
    AS_THE_ENGINE_HAS_IT,
    /// One of its own.
    APART,
    /// All of them.
    ANYWHERE;

    /// The placement of a lane.
    ///
    /// @param available processors that the process may run on
    /// @param only whether no other model is served
    static Placement of(Parallelism parallelism, int available, boolean only) {
        if (parallelism.threads() > 1) {
            return AS_THE_ENGINE_HAS_IT;
        }
        return only && parallelism.fills(available) ? APART : ANYWHERE;
    }

    /// Binds the calling thread, that of a lane that has run all batch sizes, to the processors
    /// where it belongs.
    void apply(Engine engine, int lane) {
        switch (this) {
            case AS_THE_ENGINE_HAS_IT -> {}
            case APART -> engine.keepOn(lane);
            case ANYWHERE -> engine.spread();
        }
    }
}
