package io.sightline.batching;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Doubles numbers once its gate is open; records each batch as it comes in.
final class GatedDoubler implements BatchFunction<Integer, Integer> {

    private final CountDownLatch busy = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<List<Integer>> batches = new CopyOnWriteArrayList<>();
    private final Consumer<List<Integer>> fault;

    GatedDoubler() {
        this(_ -> {});
    }

    /// @param fault throws on the inputs this is to fail on
    GatedDoubler(Consumer<List<Integer>> fault) {
        this.fault = fault;
    }

    /// Waits until a lane stands at the gate.
    void awaitBusy() throws InterruptedException {
        if (!busy.await(10, TimeUnit.SECONDS)) {
            throw new AssertionError("no batch came within 10 s");
        }
    }

    void openGate() {
        gate.countDown();
    }

    List<List<Integer>> batches() {
        return List.copyOf(batches);
    }

    @Override
    public List<Integer> apply(List<Integer> inputs) {
        batches.add(inputs);
        busy.countDown();
        try {
            if (!gate.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("the gate stayed shut for 10 s");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted at the gate", e);
        }
        fault.accept(inputs);
        return inputs.stream().map(input -> 2 * input).toList();
    }

    @Override
    public void close() {}
}
