package io.sightline;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightline.batching.Admission;
import io.sightline.batching.Batcher;
import io.sightline.batching.Outcome;
import io.sightline.batching.Outcome.Answered;
import io.sightline.batching.Ticket;
import io.sightline.benchmark.Rounds;
import io.sightline.classification.ClassificationConfiguration;
import io.sightline.engine.NetworkOutput;
import io.sightline.image.ImagePreprocessor;
import io.sightline.image.Preparation;
import io.sightline.image.Preparation.Prepared;
import io.sightline.image.resize.ImageTensor;
import io.sightline.serving.ModelRegistry;
import io.sightline.serving.NetworkRequest;
import io.sightline.serving.ServedModel;
import io.sightline.serving.control.ServingConfiguration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.DoubleStream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/// What the parts of the service take by themselves, in this process and with its settings.
///
/// @param precision of the network
/// @param processors of this machine
/// @param threads of one forward pass
/// @param decodeMillis one image from its bytes to its tensor, on one thread
/// @param oneMillis a forward pass over one image, one after the other
/// @param aloneMillis decode, resize and a forward pass over one image, at the pace of [#LONE]: the
///   same work takes longer on processors that have slept
/// @param fullMillis a forward pass over a full batch, of each image, on all lanes at once
record BareLimits(
        String precision,
        int processors,
        int threads,
        double decodeMillis,
        double oneMillis,
        double aloneMillis,
        double fullMillis) {

    private static final int DECODES = 400;
    private static final Duration PASSES = Duration.ofSeconds(4);

    /// How many requests come when each shall be alone, as a share of the most.
    static final double LONE = 0.15;

    private static final Duration LONE_REQUESTS = Duration.ofSeconds(8);

    /// The service's beans without the web server.
    @Import({ServingConfiguration.class, ClassificationConfiguration.class})
    static class Parts {

        @Bean
        SimpleMeterRegistry registry() {
            return new SimpleMeterRegistry();
        }
    }

    /// Images a second if the processors did nothing else.
    double imagesPerSecond() {
        return imagesPerSecond(processors, threads, fullMillis, decodeMillis);
    }

    private static double imagesPerSecond(
            int processors, int threads, double fullMillis, double decodeMillis) {
        return processors * 1_000 / (threads * fullMillis + decodeMillis);
    }

    /// Measures on a thread of its own, whose niceness the service's parts raise: a process that
    /// this one starts would inherit it.
    static BareLimits measure(byte[] jpeg, String... settings) throws Exception {
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            return thread.submit(() -> measureHere(jpeg, settings)).get();
        }
    }

    private static BareLimits measureHere(byte[] jpeg, String... settings) throws Exception {
        SpringApplication parts = new SpringApplication(Parts.class);
        parts.setWebApplicationType(WebApplicationType.NONE);
        String[] arguments = Arrays.copyOf(settings, settings.length + 1);
        arguments[settings.length] = "--logging.level.root=warn";
        try (ConfigurableApplicationContext context = parts.run(arguments)) {
            ServedModel model = context.getBean(ModelRegistry.class).all().getFirst();
            ImagePreprocessor preprocessor = context.getBean(ImagePreprocessor.class);
            double decode = decodes(preprocessor, jpeg, model);
            ImageTensor tensor = prepared(preprocessor, jpeg, model).tensor();
            double full = passes(model.batcher(), tensor, model.description().maxBatchSize());
            int processors = Runtime.getRuntime().availableProcessors();
            int threads = model.description().parallelism().threads();
            double rate = LONE * imagesPerSecond(processors, threads, full, decode);
            return new BareLimits(
                    model.description().precision(),
                    processors,
                    threads,
                    decode,
                    passes(model.batcher(), tensor, 1),
                    alone(preprocessor, jpeg, model, rate),
                    full);
        }
    }

    private static double decodes(ImagePreprocessor preprocessor, byte[] jpeg, ServedModel model)
            throws Exception {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < 2 * DECODES; i++) { // the first half warms up
            long startNanos = System.nanoTime();
            Prepared _ = prepared(preprocessor, jpeg, model);
            millis.add((System.nanoTime() - startNanos) / 1e6);
        }
        return median(millis.subList(DECODES, 2 * DECODES));
    }

    private static Prepared prepared(ImagePreprocessor preprocessor, byte[] jpeg, ServedModel model)
            throws Exception {
        return switch (preprocessor.prepare(jpeg, model.preprocessing(), soon())) {
            case Prepared prepared -> prepared;
            case Preparation other -> throw new AssertionError(other);
        };
    }

    /// Milliseconds an image of batches of about `size`, which queue up behind each other.
    private static double passes(
            Batcher<NetworkRequest, NetworkOutput> batcher, ImageTensor tensor, int size)
            throws Exception {
        List<Double> millis = new ArrayList<>();
        int enough = Math.min(3 * size * batcher.lanes(), batcher.capacity());
        int count = size == 1 ? 1 : enough;
        long endNanos = System.nanoTime() + PASSES.toNanos();
        while (System.nanoTime() - endNanos < 0) {
            List<Future<Outcome<NetworkOutput>>> outcomes = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                outcomes.add(admitted(batcher.submit(NetworkRequest.logits(tensor), soon())));
            }
            for (Future<Outcome<NetworkOutput>> outcome : outcomes) {
                if (outcome.get() instanceof Answered<NetworkOutput> answered
                        && answered.batchSize() == size) {
                    millis.add(answered.ran().toNanos() / 1e6 / size);
                }
            }
        }
        return median(millis.subList(millis.size() / 4, millis.size()));
    }

    /// Milliseconds of the work on one image that comes after a pause, without handing it over.
    ///
    /// @param rate images a second
    private static double alone(
            ImagePreprocessor preprocessor, byte[] jpeg, ServedModel model, double rate)
            throws Exception {
        List<Double> millis = new ArrayList<>();
        long startNanos = System.nanoTime();
        for (int i = 0; i < rate * LONE_REQUESTS.toSeconds(); i++) {
            long dueNanos = startNanos + (long) (i / rate * 1e9);
            while (System.nanoTime() - dueNanos < 0) {
                LockSupport.parkNanos(dueNanos - System.nanoTime());
            }
            Prepared prepared = prepared(preprocessor, jpeg, model);
            if (admitted(model.batcher().submit(NetworkRequest.logits(prepared.tensor()), soon()))
                            .get()
                    instanceof Answered<NetworkOutput> answered) {
                Duration work = prepared.decode().plus(prepared.resize()).plus(answered.ran());
                millis.add(work.toNanos() / 1e6);
            }
        }
        return median(millis);
    }

    private static Future<Outcome<NetworkOutput>> admitted(
            Admission<NetworkRequest, NetworkOutput> admission) {
        if (admission instanceof Ticket<NetworkRequest, NetworkOutput> ticket) {
            return ticket.outcome();
        }
        throw new AssertionError(admission);
    }

    private static long soon() {
        return System.nanoTime() + Duration.ofMinutes(1).toNanos();
    }

    private static double median(List<Double> values) {
        return Rounds.median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /// The mean of two measurements, one before and one after what they are held against.
    BareLimits mean(BareLimits other) {
        return new BareLimits(
                precision,
                processors,
                threads,
                DoubleStream.of(decodeMillis, other.decodeMillis).average().orElseThrow(),
                DoubleStream.of(oneMillis, other.oneMillis).average().orElseThrow(),
                DoubleStream.of(aloneMillis, other.aloneMillis).average().orElseThrow(),
                DoubleStream.of(fullMillis, other.fullMillis).average().orElseThrow());
    }
}
