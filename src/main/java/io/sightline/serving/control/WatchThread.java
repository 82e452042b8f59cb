package io.sightline.serving.control;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls a [ModelWatch] again and again, on a thread of its own.
final class WatchThread implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(WatchThread.class);
    private static final int SECONDS_TO_END = 5;

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("sightline-watch").daemon().factory());
    private final ModelWatch watch;

    /// @param period from the end of one look to the next; never if it is zero
    WatchThread(ModelWatch watch, Duration period) {
        this.watch = watch;
        if (period.isPositive()) {
            ScheduledFuture<?> _ =
                    thread.scheduleWithFixedDelay(
                            this::look,
                            period.toMillis(),
                            period.toMillis(),
                            TimeUnit.MILLISECONDS);
        }
    }

    /// A failure of one look must not end the next ones, and has nobody else to tell.
    private void look() {
        try {
            watch.check();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // close does that
        } catch (RuntimeException | Error e) {
            LOGGER.error("Looking for changed models failed", e);
        }
    }

    /// Ends the thread; a load that is under way is given up.
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
                LOGGER.warn("The thread that looks for changed models does not end");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
