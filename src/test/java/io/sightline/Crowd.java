package io.sightline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Clients that call at the same time.
public final class Crowd implements AutoCloseable {

    private static final Pattern DEPTH =
            Pattern.compile("sightline_queue_depth_requests\\{.*} ([0-9.]+)");

    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<List<Integer>>> statuses = new ArrayList<>();
    private volatile boolean stopped;

    /// Lets `count` clients make up to `calls` calls each, one after another, and returns at once.
    ///
    /// @param call gives the status of its answer
    public Crowd(int count, int calls, Callable<Integer> call) {
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
    public boolean isCalling() {
        return statuses.stream().anyMatch(client -> !client.isDone());
    }

    /// Looks at the metrics of a service until at least `count` requests wait for a lane, while
    /// answers are due.
    ///
    /// @param metrics in the format of Prometheus
    public void awaitQueued(int count, Callable<String> metrics) throws Exception {
        double waiting = 0;
        while (waiting < count) {
            assertThat(isCalling())
                    .as("answers are due until %d requests were seen to wait", count)
                    .isTrue();
            Matcher depth = DEPTH.matcher(metrics.call());
            waiting = depth.find() ? Double.parseDouble(depth.group(1)) : 0;
        }
    }

    /// Lets the clients make no further call.
    public void stop() {
        stopped = true;
    }

    /// Waits for every client, and gives the statuses of all answers.
    public List<Integer> statuses() throws Exception {
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
