package io.sightline.http;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;

/// Waits for what no gate announces, such as a server that notices a closed connection.
final class Waiting {

    private static final Duration INTERVAL = Duration.ofMillis(5);

    private Waiting() {}

    /// Returns once `condition` holds; fails after ten seconds.
    static void until(Callable<Boolean> condition) {
        await().pollDelay(Duration.ZERO).pollInterval(INTERVAL).until(condition);
    }
}
