package io.sightline.container;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Clients that call at the same time.
final class Crowd implements AutoCloseable {

    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<List<Integer>>> statuses = new ArrayList<>();
    private volatile boolean stopped;

    /// Lets `count` clients make up to `calls` calls each, one after another, and returns at once.
    ///
    /// @param call gives the status of its answer
    Crowd(int count, int calls, Callable<Integer> call) {
        Callable<List<Integer>> client =
                () -> {
                    List<Integer> received = new ArrayList<>();
                    for (int i = 0; i < calls && !stopped; i++) {
                        received.add(call.call());
                    }
                    return received;
                };
        Collections.nCopies(count, client).forEach(task -> statuses.add(clients.submit(task)));
    }

    /// Whether a client has calls to make.
    boolean isCalling() {
        return statuses.stream().anyMatch(client -> !client.isDone());
    }

    /// Lets the clients make no further call.
    void stop() {
        stopped = true;
    }

    /// Waits for every client, and gives the statuses of all answers.
    List<Integer> statuses() throws Exception {
        List<Integer> all = new ArrayList<>();
        for (Future<List<Integer>> client : statuses) {
            all.addAll(client.get());
        }
        return all;
    }

    @Override
    public void close() {
        clients.close();
    }
}
