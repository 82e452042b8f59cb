package io.sightline.load;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The threads of clients.
final class Clients {

    private Clients() {}

    /// As many daemon threads as there are requests under way, kept for those to come.
    static ExecutorService executor() {
        return Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name("client-", 1).factory());
    }
}
