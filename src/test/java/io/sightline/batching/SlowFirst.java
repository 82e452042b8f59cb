package io.sightline.batching;

import java.util.List;

/// Takes its time over the first run, from which a batcher learns its pace, and leaves the others
/// to another function.
final class SlowFirst implements BatchFunction<Integer, Integer> {

    private final Runnable time;
    private final BatchFunction<Integer, Integer> others;
    private boolean ran;

    /// @param time lets the time of the first run pass
    SlowFirst(Runnable time, BatchFunction<Integer, Integer> others) {
        this.time = time;
        this.others = others;
    }

    @Override
    public List<Integer> apply(List<Integer> inputs) {
        if (ran) {
            return others.apply(inputs);
        }
        ran = true;
        time.run();
        return inputs;
    }

    @Override
    public void close() {}
}
