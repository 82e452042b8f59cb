package io.sightline.batching;

import java.util.List;
import java.util.concurrent.ThreadFactory;

/// The lanes of a [Batcher]: the functions that they run, and the factory of their threads.
///
/// @param shared opens the functions of the lanes that share the processors, one for each lane
/// @param solo opens the function of the solo lane; empty if there is none, at most one
/// @param threads creates the thread of each lane; the batcher names it, makes it a daemon and
///   starts it. The factory sets what the operating system knows of the thread (its niceness, its
///   processors), so that this depends neither on who opens a batcher nor when
/// @param <I> the input of one request
/// @param <O> the output of one request
public record LanePlan<I, O>(
        List<BatchFunctionFactory<I, O>> shared,
        List<BatchFunctionFactory<I, O>> solo,
        ThreadFactory threads) {

    public LanePlan {
        shared = List.copyOf(shared);
        solo = List.copyOf(solo);
        if (shared.isEmpty()) {
            throw new IllegalArgumentException("plan has 0 lanes, must have at least 1");
        }
        if (solo.size() > 1) {
            throw new IllegalArgumentException(
                    "plan has %d solo lanes, must have at most 1".formatted(solo.size()));
        }
    }

    /// One lane for each of `factories`, on ordinary platform threads, and no solo lane.
    public static <I, O> LanePlan<I, O> of(List<? extends BatchFunctionFactory<I, O>> factories) {
        return new LanePlan<>(List.copyOf(factories), List.of(), Thread.ofPlatform().factory());
    }

    /// These lanes, followed by a solo lane.
    public LanePlan<I, O> withSolo(BatchFunctionFactory<I, O> factory) {
        return new LanePlan<>(shared, List.of(factory), threads);
    }

    /// These lanes on threads of `factory`.
    public LanePlan<I, O> on(ThreadFactory factory) {
        return new LanePlan<>(shared, solo, factory);
    }

    /// The number of threads.
    int size() {
        return shared.size() + solo.size();
    }
}
