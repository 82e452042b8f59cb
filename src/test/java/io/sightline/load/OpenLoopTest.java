package io.sightline.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OpenLoopTest {

    /// Ten requests, 1 ms apart.
    private static final Schedule TEN =
            Schedule.of(Arrivals.CONSTANT, 1_000, Duration.ofMillis(10), 1);

    private final ManualTicker ticker = new ManualTicker();

    @Test
    void sendsEveryRequestAlthoughNoneIsAnswered() throws Exception {
        CountDownLatch sent = new CountDownLatch(TEN.size());

        List<Sample> samples =
                new OpenLoop(10, Duration.ofMinutes(1), ticker)
                        .run(
                                TEN,
                                _ -> {
                                    sent.countDown();
                                    return arrived(sent) // each waits for all the others
                                            ? Reply.CLASSIFIED
                                            : Reply.failed("alone");
                                });

        assertThat(samples).extracting(Sample::reply).containsOnly(Reply.CLASSIFIED);
    }

    @Test
    void countsTheWaitOfTheOneBehindAStalledOne() throws Exception {
        List<Sample> samples =
                new OpenLoop(1, Duration.ofHours(1), ticker)
                        .run(
                                TEN,
                                number -> {
                                    if (number == 0) {
                                        ticker.advance(Duration.ofMillis(30));
                                    }
                                    return Reply.CLASSIFIED;
                                });

        // The second was due after 1 ms and could be sent only when the first was answered.
        Sample first = samples.get(0);
        Sample second = samples.get(1);
        assertThat(second.dueNanos()).isEqualTo(1_000_000);
        assertThat(first.endNanos()).isGreaterThanOrEqualTo(30_000_000);
        assertThat(second.sentNanos()).isGreaterThanOrEqualTo(first.endNanos());
        assertThat(second.latencyNanos()).isGreaterThanOrEqualTo(first.endNanos() - 1_000_000);
    }

    @Test
    void givesUpUnsentWhatFindsNoConnectionInTime() throws Exception {
        List<Sample> samples =
                new OpenLoop(1, Duration.ofNanos(1), ticker)
                        .run(
                                TEN,
                                _ -> {
                                    ticker.awaitTimeout(); // until another was given up
                                    return Reply.CLASSIFIED;
                                });

        assertThat(samples.get(0).reply()).isEqualTo(Reply.CLASSIFIED);
        assertThat(samples.get(1).reply()).isEqualTo(Reply.NOT_SENT);
        assertThat(samples).hasSize(10).doesNotContainNull();
    }

    @Test
    void endsWithWhatWentWrongInItself() {
        RuntimeException cause = new ArithmeticException("broken");

        assertThatThrownBy(
                        () ->
                                new OpenLoop(1, Duration.ofHours(1), ticker)
                                        .run(
                                                TEN,
                                                _ -> {
                                                    throw cause;
                                                }))
                .isInstanceOf(IllegalStateException.class)
                .hasCause(cause);
    }

    @Test
    void refusesToRunWithoutAConnection() {
        assertThatThrownBy(() -> new OpenLoop(0, Duration.ofSeconds(1), ticker))
                .hasMessageContaining("connections is 0");
    }

    private static boolean arrived(CountDownLatch latch) throws InterruptedException {
        return latch.await(10, TimeUnit.SECONDS);
    }
}
