package io.sightline.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightline.batching.Admission.Refused;
import io.sightline.batching.Outcome.Answered;
import io.sightline.batching.Ticket;
import io.sightline.engine.NetworkOutput;
import io.sightline.engine.Output;
import io.sightline.repository.ModelFailedException;
import io.sightline.serving.ModelRegistry.Lease;
import io.sightline.serving.NetworkInput.Values;
import io.sightline.serving.version.ModelVersion;
import io.sightline.serving.version.Pointers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModelRegistryTest {

    private static final NetworkRequest REQUEST =
            new NetworkRequest(new Values(new float[3], 1), Set.of(Output.LOGITS));

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ModelRegistry registry = new ModelRegistry(new ModelMetrics(meters));
    private final AtomicInteger released = new AtomicInteger();

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void losesNoRequestWhileVersionsAreReplaced() throws Exception {
        registry.add(TestModel.answering("a", 0, released));
        AtomicInteger answered = new AtomicInteger();
        List<Future<?>> clients = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int client = 0; client < 16; client++) {
                clients.add(threads.submit(() -> ask(625, answered)));
            }

            for (int version = 1; version <= 20; version++) {
                registry.replace(TestModel.answering("a", version, released));
            }
            for (Future<?> client : clients) {
                client.get();
            }
        }

        assertThat(answered).hasValue(10_000);
        assertThat(released).hasValue(20);
        assertThat(registry.all()).extracting(it -> it.description().version()).containsOnly("20");
    }

    /// @return nothing; so that it may throw
    private @Nullable Void ask(int times, AtomicInteger answered) throws Exception {
        int last = 0;
        for (int i = 0; i < times; i++) {
            try (Lease lease = registry.lease("a").orElseThrow()) {
                int version = answer(lease.model());
                assertThat(version).isGreaterThanOrEqualTo(last);
                assertThat(lease.model().description().version())
                        .isEqualTo(String.valueOf(version));
                last = version;
                answered.incrementAndGet();
            }
        }
        return null;
    }

    private static int answer(ServedModel model) throws Exception {
        long deadlineNanos = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        return switch (model.batcher().admit(deadlineNanos)) {
            case Refused<NetworkRequest, NetworkOutput>(var reason) ->
                    throw new AssertionError("refused: " + reason);
            case Ticket<NetworkRequest, NetworkOutput> ticket -> {
                try (ticket) {
                    yield ticket.submit(REQUEST, Duration.ZERO).get()
                                    instanceof Answered<NetworkOutput> answered
                            ? (int) answered.output().at(Output.LOGITS, 0)
                            : -1;
                }
            }
        };
    }

    @Test
    void closesAVersionOnlyWhenItsLastRequestIsAnswered() throws Exception {
        registry.add(TestModel.answering("a", 1, released));
        Lease lease = registry.lease("a").orElseThrow();
        CountDownLatch moved = new CountDownLatch(1);
        meters.config().onMeterAdded(_ -> moved.countDown()); // a gauge of the new version
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> replaced =
                    threads.submit(
                            () -> {
                                registry.replace(TestModel.answering("a", 2, released));
                                return true;
                            });
            assertThat(moved.await(30, TimeUnit.SECONDS)).isTrue();

            assertThat(answer(lease.model())).isEqualTo(1);
            assertThat(released).hasValue(0);
            lease.close();

            replaced.get();
        }
        assertThat(released).hasValue(1);
    }

    @Test
    void keepsTheOldVersionIfTheNewOneCannotRun() throws Exception {
        registry.add(TestModel.answering("a", 1, released));
        ServedModel broken =
                TestModel.of(
                        "a",
                        "2",
                        () -> {
                            throw new IllegalStateException("no session");
                        });

        assertThatThrownBy(() -> registry.replace(broken))
                .isInstanceOf(ModelFailedException.class)
                .hasMessageStartingWith("model a cannot run: ");

        assertThat(answer(registry.all().getFirst())).isEqualTo(1);
        assertThat(released).hasValue(0);
    }

    @Test
    void servesNothingUnderANameThatIsRemoved() throws Exception {
        registry.add(TestModel.answering("a", 1, released));
        registry.add(TestModel.answering("b", 1, released));

        assertThat(registry.remove("a")).isTrue();
        assertThat(registry.remove("a")).isFalse();

        assertThat(registry.lease("a")).isEmpty();
        assertThat(registry.all()).extracting(ServedModel::name).containsExactly("b");
        assertThat(released).hasValue(1);
    }

    @Test
    void addsNoNameTwice() {
        registry.add(TestModel.answering("a", 1, released));
        try (ServedModel second = TestModel.answering("a", 2, released)) {
            assertThatThrownBy(() -> registry.add(second))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("model a is served already, must be replaced");
        }
    }

    @Test
    void showsTheGaugesOfWhatIsServedAndOfNothingElse() throws Exception {
        registry.add(TestModel.answering("a", 1, released));
        List<String> before = gauges();

        registry.replace(TestModel.answering("a", 2, released));
        List<String> replaced = gauges();
        registry.remove("a");

        assertThat(before).contains("sightline.lanes", "sightline.model.info");
        assertThat(replaced).isEqualTo(before);
        assertThat(gauges()).isEmpty();
    }

    @Test
    void servesTheVersionThatARequestNames() throws Exception {
        registry.add(new Pointers(1, Map.of("canary", 2)), List.of(numbered(1), numbered(2)));

        assertThat(answerOf("a")).isEqualTo(1);
        assertThat(answerOf("a:1")).isEqualTo(1);
        assertThat(answerOf("a:2")).isEqualTo(2);
        assertThat(answerOf("a:canary")).isEqualTo(2);
        for (String unknown : List.of("a:3", "a:stable", "a:0", "b", "b:1", "", ":1")) {
            assertThat(registry.lease(unknown)).as(unknown).isEmpty();
        }
    }

    @Test
    void movesNamesAndLabelsAndKeepsTheVersionsThatStay() throws Exception {
        ServedModel second = numbered(2);
        registry.add(new Pointers(1, Map.of("canary", 2)), List.of(numbered(1), second));
        Lease lease = registry.lease("a:canary").orElseThrow();

        registry.move(new Pointers(2, Map.of("canary", 3)), List.of(second, numbered(3)));

        assertThat(answerOf("a")).isEqualTo(2);
        assertThat(answerOf("a:canary")).isEqualTo(3);
        assertThat(registry.lease("a:1")).isEmpty();
        assertThat(released).hasValue(1);
        assertThat(answer(lease.model())).isEqualTo(2);
        lease.close();
        assertThat(released).hasValue(1);
    }

    @Test
    void keepsAllVersionsIfOneOfTheNewCannotRun() throws Exception {
        ServedModel first = numbered(1);
        registry.add(first);
        ServedModel broken =
                TestModel.of(
                        "a",
                        "broken",
                        () -> {
                            throw new IllegalStateException("no session");
                        });

        assertThatThrownBy(
                        () ->
                                registry.move(
                                        new Pointers(2, Map.of()),
                                        List.of(first, numbered(2), broken)))
                .isInstanceOf(ModelFailedException.class);

        assertThat(answerOf("a")).isEqualTo(1);
        assertThat(registry.lease("a:2")).isEmpty();
        assertThat(released).as("version 2, which was warm").hasValue(1);
    }

    @Test
    void tellsWhatPointsAtWhichVersion() {
        registry.add(
                new Pointers(2, Map.of("stable", 1, "old", 1)), List.of(numbered(2), numbered(1)));

        assertThat(registry.status("a").versions())
                .extracting(ModelVersion::number, ModelVersion::labels, ModelVersion::served)
                .containsExactly(
                        tuple(1, List.of("old", "stable"), false), tuple(2, List.of(), true));
        assertThat(registry.status("b").versions()).isEmpty();
    }

    @Test
    void tagsTheGaugesOfFurtherVersionsWithTheirNumbers() {
        registry.add(new Pointers(1, Map.of("canary", 2)), List.of(numbered(1), numbered(2)));

        assertThat(meters.find("sightline.queue.depth").gauges())
                .extracting(gauge -> gauge.getId().getTag("model"))
                .containsExactlyInAnyOrder("a", "a:2");
        assertThat(meters.find("sightline.queue.refused").counters())
                .extracting(counter -> counter.getId().getTag("model"))
                .containsOnly("a");
    }

    private ServedModel numbered(int number) {
        return TestModel.numbered("a", number, released);
    }

    private int answerOf(String reference) throws Exception {
        try (Lease lease = registry.lease(reference).orElseThrow()) {
            return answer(lease.model());
        }
    }

    private List<String> gauges() {
        return meters.getMeters().stream()
                .map(Meter::getId)
                .filter(id -> id.getType() == Meter.Type.GAUGE)
                .map(Meter.Id::getName)
                .filter(name -> !name.endsWith(".histogram")) // those of counters, which stay
                .sorted()
                .toList();
    }
}
