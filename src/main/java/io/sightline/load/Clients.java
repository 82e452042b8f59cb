package io.sightline.load;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The threads that send requests.
final class Clients {

    private Clients() {}

    /// An executor of daemon threads, as many as there are requests under way; idle threads are
    /// reused.
    static ExecutorService executor() {
        return Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name("client-", 1).factory());
    }
}
