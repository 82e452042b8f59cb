package io.sightline.machine;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// A platform thread for one piece of work, started by the thread that calls.
public final class NewThread {

    private NewThread() {}

    public static <T> T run(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> Thread.ofPlatform().start(task)).join();
    }
}
