package io.sightline.serving;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightline.batching.Admission.Refused;
import io.sightline.batching.BatchingProperties;
import io.sightline.batching.Outcome.Answered;
import io.sightline.batching.Ticket;
import io.sightline.engine.Engine;
import io.sightline.engine.NetworkOutput;
import io.sightline.engine.Output;
import io.sightline.machine.LaneThreads;
import io.sightline.repository.BundledFiles;
import io.sightline.serving.ModelRegistry.Lease;
import io.sightline.serving.NetworkInput.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/// Replaces the bundled model by itself again and again, under 16 clients that never pause, and
/// prints the memory of the process after each time.
public final class Replacements {

    private static final int CLIENTS = 16;
    private static final NetworkRequest REQUEST =
            new NetworkRequest(
                    new Values(
                            new float[3 * BundledNetwork.SIDE * BundledNetwork.SIDE],
                            BundledNetwork.SIDE),
                    Set.of(Output.LOGITS));

    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private volatile boolean over;

    private Replacements() {}

    /// Runs it with the default settings.
    ///
    /// @param arguments how many times; 20 if there is none
    public static void main(String... arguments) throws Exception {
        new Replacements().run(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20);
    }

    private void run(int times) throws Exception {
        ThreadFactory threads = LaneThreads.likeCaller();
        int processors = Runtime.getRuntime().availableProcessors();
        InferenceProperties inference = InferenceProperties.defaults();
        Engine engine = EngineStart.start(inference, processors);
        ModelLoader loader =
                new ModelLoader(
                        engine,
                        inference,
                        processors,
                        BatchingProperties.defaults(),
                        true,
                        threads);
        ModelMetrics metrics = new ModelMetrics(new SimpleMeterRegistry());
        try (ModelRegistry registry = new ModelRegistry(metrics);
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            registry.add(load(loader, metrics));
            registry.awaitReady();
            for (int i = 0; i < CLIENTS; i++) {
                clients.execute(() -> ask(registry));
            }
            for (int time = 0; time <= times; time++) {
                if (time > 0) {
                    registry.replace(load(loader, metrics));
                }
                System.out.printf(
                        "%2d replacements: resident %d MiB, %d answered, %d lost%n",
                        time, resident(), answered.get(), lost.get());
            }
            over = true;
        }
    }

    private static ServedModel load(ModelLoader loader, ModelMetrics metrics) {
        return loader.load(
                new BundledFiles("resnet50"), PrecisionSetting.AUTO, metrics.batching("resnet50"));
    }

    private void ask(ModelRegistry registry) {
        while (!over) {
            try (Lease lease = registry.lease("resnet50").orElseThrow()) {
                count(lease.model());
            } catch (Exception e) {
                lost.incrementAndGet();
            }
        }
    }

    private void count(ServedModel model) throws Exception {
        long deadlineNanos = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        switch (model.batcher().admit(deadlineNanos)) {
            case Refused<NetworkRequest, NetworkOutput> _ -> lost.incrementAndGet();
            case Ticket<NetworkRequest, NetworkOutput> ticket -> {
                try (ticket) {
                    boolean good =
                            ticket.submit(REQUEST, Duration.ZERO).get() instanceof Answered<?>;
                    (good ? answered : lost).incrementAndGet();
                }
            }
        }
    }

    private static long resident() throws IOException {
        String status = Files.readString(Path.of("/proc/self/status"));
        return Long.parseLong(status.replaceAll("(?s).*VmRSS:\\s+(\\d+).*", "$1")) / 1024;
    }
}
