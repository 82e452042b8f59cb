package io.sightline.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sightline.intake.UploadBudget;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/// The meters of the HTTP door.
final class HttpMetrics {

    /// Upper bounds of the buckets, from the time of a refusal to more than the default deadline.
    private static final Duration[] BUCKETS =
            LongStream.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000)
                    .mapToObj(Duration::ofMillis)
                    .toArray(Duration[]::new);

    /// Failures of the service, not of its clients. Their counters exist from the start with the
    /// value zero, because a rate does not see the first event of a counter that begins with it.
    private static final Set<ProblemType> OURS =
            EnumSet.of(
                    ProblemType.QUEUE_FULL,
                    ProblemType.WOULD_BE_LATE,
                    ProblemType.UPLOAD_MEMORY_FULL,
                    ProblemType.ENGINE_FAILED,
                    ProblemType.INTERNAL_ERROR,
                    ProblemType.DEADLINE_PASSED);

    private final MeterProvider<Timer> requests;
    private final Timer read;

    /// @param models the names of the served models
    HttpMetrics(MeterRegistry registry, UploadBudget budget, List<String> models) {
        requests =
                Timer.builder("sightline.requests")
                        .description("Requests to classify, from their arrival to their answer")
                        .serviceLevelObjectives(BUCKETS)
                        .withRegistry(registry);
        for (String model : models) {
            request("classified", model);
            OURS.forEach(failure -> request(failure.slug(), model));
        }
        read =
                Timer.builder("sightline.stage")
                        .description("Time of one stage on the road of an image")
                        .tag("stage", "read")
                        .serviceLevelObjectives(BUCKETS)
                        .register(registry);
        Gauge.builder("sightline.upload.memory.used", budget, UploadBudget::usedBytes)
                .description("Memory that uploads hold")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("sightline.upload.memory.limit", budget, UploadBudget::limitBytes)
                .description("Memory that uploads may hold")
                .baseUnit("bytes")
                .register(registry);
    }

    /// Counts a classification request that has been answered.
    void answered(Exchange exchange) {
        String model = exchange.model().isEmpty() ? "none" : exchange.model();
        request(exchange.outcome(), model).record(exchange.elapsed());
    }

    /// Records how long it took to read a body.
    void read(Duration time) {
        read.record(time);
    }

    private Timer request(String outcome, String model) {
        return requests.withTags("outcome", outcome, "model", model);
    }
}
