package io.sightline.batching;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightline.batching.BatchObserver.Drop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BatchingMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final BatchingMetrics metrics = new BatchingMetrics(registry, "resnet50");

    @Test
    void recordsTheSizeAndTheTimesOfABatch() {
        metrics.ran(List.of(Duration.ofMillis(3), Duration.ofMillis(1)), Duration.ofMillis(40));

        assertThat(registry.get("sightline.batch.size").summary().totalAmount()).isEqualTo(2);
        assertThat(registry.get("sightline.batch.run").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(40);
        assertThat(registry.get("sightline.queue.wait").timer().count()).isEqualTo(2);
        assertThat(registry.get("sightline.queue.wait").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(4);
    }

    @Test
    void countsABatchInTheBucketOfItsSize() {
        metrics.ran(List.of(Duration.ZERO, Duration.ZERO), Duration.ZERO);

        CountAtBucket[] buckets =
                registry.get("sightline.batch.size").summary().takeSnapshot().histogramCounts();

        assertThat(buckets).extracting(CountAtBucket::bucket).startsWith(1.0, 2.0, 3.0, 4.0);
        assertThat(buckets).extracting(CountAtBucket::count).startsWith(0.0, 1.0);
    }

    @Test
    void measuresWaitsInBucketsFromAMillisecondToTenSeconds() {
        CountAtBucket[] buckets =
                registry.get("sightline.queue.wait").timer().takeSnapshot().histogramCounts();

        assertThat(buckets)
                .extracting(bucket -> bucket.bucket(TimeUnit.MILLISECONDS))
                .startsWith(1.0, 2.0, 5.0)
                .endsWith(5_000.0, 10_000.0);
    }

    @Test
    void countsBatchesTriedAgain() {
        metrics.retried(8);

        assertThat(registry.get("sightline.batch.retried").counter().count()).isEqualTo(1);
    }

    @Test
    void countsRefusalsByReason() {
        metrics.refused(Refusal.FULL);
        metrics.refused(Refusal.FULL);
        metrics.refused(Refusal.LATE);
        metrics.refused(Refusal.CLOSED);

        assertThat(count("sightline.queue.refused", "full")).isEqualTo(2);
        assertThat(count("sightline.queue.refused", "late")).isEqualTo(1);
        assertThat(count("sightline.queue.refused", "closed")).isEqualTo(1);
    }

    @Test
    void countsDropsByReason() {
        metrics.dropped(Drop.EXPIRED, 3);
        metrics.dropped(Drop.WITHDRAWN, 1);
        metrics.dropped(Drop.ABANDONED, 2);

        assertThat(count("sightline.queue.dropped", "expired")).isEqualTo(3);
        assertThat(count("sightline.queue.dropped", "withdrawn")).isEqualTo(1);
        assertThat(count("sightline.queue.dropped", "abandoned")).isEqualTo(2);
    }

    @Test
    void showsTheStateOfItsBatcher() throws Exception {
        GatedDoubler doubler = new GatedDoubler();
        try (BatcherHarness harness = BatcherHarness.of(1, 4, doubler)) {
            harness.admit(1);
            doubler.awaitBusy();
            harness.admit(2, 3);

            metrics.watch(harness.batcher);

            assertThat(gauge("sightline.queue.depth")).isEqualTo(2);
            assertThat(gauge("sightline.queue.capacity")).isEqualTo(4);
            assertThat(gauge("sightline.lanes")).isEqualTo(1);
            assertThat(gauge("sightline.lanes.ready")).isEqualTo(1);
            assertThat(gauge("sightline.lanes.busy")).isEqualTo(1);
            doubler.openGate();
        }
    }

    @Test
    void givesEveryMeterAModelAUnitAndADescription() {
        try (BatcherHarness harness = BatcherHarness.of(1, 4, new GatedDoubler())) {
            metrics.watch(harness.batcher);
        }

        List<Meter.Id> meters =
                registry.getMeters().stream()
                        .map(Meter::getId)
                        .filter(id -> id.getTag("le") == null) // this registry's buckets
                        .toList();

        assertThat(meters).hasSize(15);
        assertThat(meters).allSatisfy(id -> assertThat(id.getTag("model")).isEqualTo("resnet50"));
        assertThat(meters).allSatisfy(id -> assertThat(id.getBaseUnit()).isNotBlank());
        assertThat(meters).allSatisfy(id -> assertThat(id.getDescription()).isNotBlank());
    }

    private double count(String name, String reason) {
        return registry.get(name).tag("reason", reason).counter().count();
    }

    private double gauge(String name) {
        return registry.get(name).tag("model", "resnet50").gauge().value();
    }
}
