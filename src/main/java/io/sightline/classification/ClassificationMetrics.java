package io.sightline.classification;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sightline.image.DecodingMemory;
import io.sightline.image.decoder.DecodersInUse;
import io.sightline.image.pixels.Rejection;
import java.time.Duration;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// The meters of a classification's stages (`sightline.stage`), of images that were refused
/// (`sightline.images.rejected`), of what decodes them (`sightline.decoder.info`) and in how much
/// memory (`sightline.decoder.memory.*`).
final class ClassificationMetrics {

    private static final Duration[] BUCKETS = {
        Duration.ofNanos(100_000),
        Duration.ofNanos(500_000),
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

    private final Timer decode;
    private final Timer resize;
    private final Timer queue;
    private final Timer inference;
    private final Timer rank;
    private final MeterRegistry registry;

    ClassificationMetrics(MeterRegistry registry) {
        this.decode = stage(registry, "decode");
        this.resize = stage(registry, "resize");
        this.queue = stage(registry, "queue");
        this.inference = stage(registry, "inference");
        this.rank = stage(registry, "rank");
        this.registry = registry;
        for (Rejection reason : Rejection.values()) { // so that each shows as zero from the start
            counter(registry, reason);
        }
    }

    void classified(Timings timings, Duration ranked) {
        decode.record(timings.decode());
        resize.record(timings.resize());
        queue.record(timings.queue());
        inference.record(timings.inference());
        rank.record(ranked);
    }

    void rejected(Rejection reason) {
        counter(registry, reason).increment();
    }

    /// Registers what decodes (`sightline.decoder.info`).
    void decoders(DecodersInUse decoders) {
        decoder(registry, "jpeg", decoders.jpeg());
        decoder(registry, "webp", decoders.webp());
    }

    /// Registers what decoding holds and may hold (`sightline.decoder.memory.*`).
    void memory(DecodingMemory memory) {
        bytes(".used", "native", memory, it -> it.used().nativeBytes());
        bytes(".used", "heap", memory, it -> it.used().heapBytes());
        bytes(".limit", "native", memory, it -> it.limit().nativeBytes());
        bytes(".limit", "heap", memory, it -> it.limit().heapBytes());
        Gauge.builder("sightline.decoder.memory.waiting", memory, DecodingMemory::waiting)
                .description("Images that wait for memory to be decoded in")
                .baseUnit("images")
                .register(registry);
    }

    private void bytes(
            String kind, String area, DecodingMemory memory, ToDoubleFunction<DecodingMemory> of) {
        Gauge.builder("sightline.decoder.memory" + kind, memory, of)
                .description("Memory that images hold, or may hold, while they are decoded")
                .tag("area", area)
                .baseUnit("bytes")
                .register(registry);
    }

    private static void decoder(MeterRegistry registry, String format, String library) {
        Gauge.builder("sightline.decoder.info", () -> 1)
                .description("The library that decodes a format")
                .tag("format", format)
                .tag("decoder", library)
                .register(registry);
    }

    private static Timer stage(MeterRegistry registry, String stage) {
        return Timer.builder("sightline.stage")
                .description("Time of one classified image in one stage of its way")
                .tag("stage", stage)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private static Counter counter(MeterRegistry registry, Rejection reason) {
        return Counter.builder("sightline.images.rejected")
                .description("Uploads that are not images that can be classified")
                .baseUnit("images")
                .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }
}
