package io.sightline.batching;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/// The meters of one [Batcher], each tagged with the model it serves.
///
/// `sightline.batch.*` describe runs, `sightline.queue.*` requests that wait or were never run,
/// `sightline.lanes*` the threads. Bucket bounds are fixed, so that percentiles can be calculated
/// over all pods. Thread-safe.
public final class BatchingMetrics implements BatchObserver {

    private static final double[] SIZES = {1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64, 128, 256};
    private static final Duration[] TIMES = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(200),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private final MeterRegistry registry;
    private final String model;
    private final DistributionSummary sizes;
    private final Timer runs;
    private final Timer waits;
    private final Counter retried;
    private final Counter full;
    private final Counter late;
    private final Counter closed;
    private final Counter expired;
    private final Counter withdrawn;
    private final Counter abandoned;

    /// @param model the tag of every meter: a name from the configuration, never from a request
    public BatchingMetrics(MeterRegistry registry, String model) {
        this.registry = registry;
        this.model = model;
        this.sizes =
                DistributionSummary.builder("sightline.batch.size")
                        .description("Requests in one batch")
                        .baseUnit("requests")
                        .tag("model", model)
                        .serviceLevelObjectives(SIZES)
                        .register(registry);
        this.runs = timer("sightline.batch.run", "Time the function took for one batch");
        this.waits =
                timer(
                        "sightline.queue.wait",
                        "Time a request waited until its batch ran, its own preparation left out");
        this.retried =
                Counter.builder("sightline.batch.retried")
                        .description("Batches that failed and were tried again one by one")
                        .baseUnit("batches")
                        .tag("model", model)
                        .register(registry);
        this.full = refusals(Refusal.FULL);
        this.late = refusals(Refusal.LATE);
        this.closed = refusals(Refusal.CLOSED);
        this.expired = drops(Drop.EXPIRED);
        this.withdrawn = drops(Drop.WITHDRAWN);
        this.abandoned = drops(Drop.ABANDONED);
    }

    /// Registers the gauges of `batcher`'s queue and lanes; it must be the one that this observes.
    ///
    /// @return the gauges, to be removed when the batcher is closed
    public List<Meter> watch(Batcher<?, ?> batcher) {
        return watch(batcher, model);
    }

    /// Registers the same with another tag, for one of several batchers that this observes.
    ///
    /// @param tag of the gauges
    public List<Meter> watch(Batcher<?, ?> batcher, String tag) {
        return List.of(
                gauge(
                        tag,
                        "sightline.queue.depth",
                        "Requests waiting, those included that are being prepared",
                        "requests",
                        batcher,
                        Batcher::queueDepth),
                gauge(
                        tag,
                        "sightline.queue.capacity",
                        "Most requests that wait",
                        "requests",
                        batcher,
                        Batcher::capacity),
                gauge(tag, "sightline.lanes", "Lanes there are", "lanes", batcher, Batcher::lanes),
                gauge(
                        tag,
                        "sightline.lanes.ready",
                        "Lanes that answer requests",
                        "lanes",
                        batcher,
                        Batcher::readyLanes),
                gauge(
                        tag,
                        "sightline.lanes.busy",
                        "Lanes that cannot take a batch",
                        "lanes",
                        batcher,
                        Batcher::busyLanes));
    }

    @Override
    public void ran(List<Duration> queued, Duration ran) {
        sizes.record(queued.size());
        runs.record(ran);
        queued.forEach(waits::record);
    }

    @Override
    public void retried(int size) {
        retried.increment();
    }

    @Override
    public void refused(Refusal reason) {
        switch (reason) {
            case FULL -> full.increment();
            case LATE -> late.increment();
            case CLOSED -> closed.increment();
        }
    }

    @Override
    public void dropped(Drop reason, int count) {
        switch (reason) {
            case EXPIRED -> expired.increment(count);
            case WITHDRAWN -> withdrawn.increment(count);
            case ABANDONED -> abandoned.increment(count);
        }
    }

    private Counter refusals(Refusal reason) {
        return requests("sightline.queue.refused", "Requests not admitted", reason);
    }

    private Counter drops(Drop reason) {
        return requests("sightline.queue.dropped", "Requests admitted that never ran", reason);
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .tag("model", model)
                .serviceLevelObjectives(TIMES)
                .register(registry);
    }

    private Counter requests(String name, String description, Enum<?> reason) {
        return Counter.builder(name)
                .description(description)
                .baseUnit("requests")
                .tag("model", model)
                .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    private Gauge gauge(
            String tag,
            String name,
            String description,
            String unit,
            Batcher<?, ?> batcher,
            ToIntFunction<Batcher<?, ?>> state) {
        return Gauge.builder(name, batcher, state::applyAsInt)
                .description(description)
                .baseUnit(unit)
                .tag("model", tag)
                .strongReference(true)
                .register(registry);
    }
}
