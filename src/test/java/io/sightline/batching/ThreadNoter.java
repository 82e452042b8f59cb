package io.sightline.batching;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Opens functions that note, under the name of the thread they are called on, everything that is
/// asked of them.
final class ThreadNoter implements BatchFunctionFactory<Integer, Integer> {

    private final List<String> notes = new CopyOnWriteArrayList<>();

    List<String> notes() {
        return List.copyOf(notes);
    }

    @Override
    public BatchFunction<Integer, Integer> open() {
        note("open");
        return new Noted();
    }

    private void note(String what) {
        notes.add("%s: %s".formatted(Thread.currentThread().getName(), what));
    }

    private final class Noted implements BatchFunction<Integer, Integer> {

        @Override
        public List<Integer> apply(List<Integer> inputs) {
            note("apply %s".formatted(inputs));
            return inputs;
        }

        @Override
        public void close() {
            note("close");
        }
    }
}
