package io.sightline.machine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/// Makes platform threads that have the niceness and the processors of the thread that made this
/// factory, whoever starts them and when.
///
/// On Linux a thread inherits both from the thread that starts it, and may not take back what it
/// once gave away. So one thread of this factory, which never yields to anybody, starts them all.
public final class LaneThreads implements ThreadFactory {

    private final ExecutorService parent =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("sightline-lane-parent").factory());

    private LaneThreads() {}

    /// A factory of threads like the calling one is now.
    public static LaneThreads likeCaller() {
        LaneThreads threads = new LaneThreads();
        // The parent's own thread starts with the first task: now, not with the first lane.
        CompletableFuture.runAsync(() -> {}, threads.parent).join();
        return threads;
    }

    @Override
    public Thread newThread(Runnable task) {
        return new Child(task);
    }

    private final class Child extends Thread {

        private Child(Runnable task) {
            super(task);
        }

        @Override
        public void start() {
            CompletableFuture.runAsync(super::start, parent).join();
        }
    }
}
