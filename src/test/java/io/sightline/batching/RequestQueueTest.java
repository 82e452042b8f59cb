package io.sightline.batching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestQueueTest {

    private static final ProcessorSharing ONE_LANE = new ProcessorSharing(1, false);

    private final ManualClock clock = new ManualClock();
    private final Scheduler<String, String> scheduler =
            new Scheduler<>(
                    new BatchingProperties(3, Duration.ZERO, 4),
                    ONE_LANE,
                    new RecordingObserver(),
                    clock);
    private final RequestQueue<String, String> queue = new RequestQueue<>(4);

    @Test
    void hasNothingToGiveWhenEmpty() {
        assertThat(queue.removeOldest(1)).isEmpty();
        assertThat(queue.removeExpired(clock.nanoTime())).isEmpty();
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void givesTheOldestFirstAndNoMoreThanAskedFor() {
        offer("a", "b", "c", "d");

        List<PendingRequest<String, String>> oldest = queue.removeOldest(3);

        assertThat(inputs(oldest)).containsExactly("a", "b", "c");
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void tellsSinceWhenTheOldestWaits() {
        long arrivedNanos = clock.nanoTime();
        offer("a");
        clock.advance(Duration.ofNanos(1));
        offer("b");

        assertThat(queue.oldestNanos()).isEqualTo(arrivedNanos);
    }

    @Test
    void tellsSinceWhenTheNextOldestWaitsOnceTheOldestIsWithdrawn() {
        PendingRequest<String, String> oldest = request("a", BatcherHarness.FAR);
        queue.add(oldest);
        clock.advance(Duration.ofNanos(1));
        offer("b");

        queue.remove(oldest.ticket());

        assertThat(queue.oldestNanos()).isEqualTo(clock.nanoTime());
    }

    @Test
    void setsTheExpiredAside() {
        offer("a");
        queue.add(request("late", Duration.ofNanos(1)));
        offer("b", "c");
        clock.advance(Duration.ofNanos(1));

        List<PendingRequest<String, String>> expired = queue.removeExpired(clock.nanoTime());

        assertThat(inputs(expired)).containsExactly("late");
        assertThat(inputs(queue.removeOldest(4))).containsExactly("a", "b", "c");
    }

    @Test
    void keepsARequestUntilTheNanosecondOfItsDeadline() {
        queue.add(request("just in time", Duration.ofNanos(2)));
        clock.advance(Duration.ofNanos(1));

        List<PendingRequest<String, String>> expired = queue.removeExpired(clock.nanoTime());

        assertThat(expired).isEmpty();
    }

    @Test
    void isFullAtItsCapacity() {
        offer("a", "b", "c", "d");

        assertThatThrownBy(() -> queue.add(request("e", BatcherHarness.FAR)))
                .hasMessageContaining("queue holds 4 requests");

        assertThat(queue.isFull()).isTrue();
        assertThat(queue.size()).isEqualTo(4);
    }

    @Test
    void hasRoomAgainOnceARequestIsRemoved() {
        PendingRequest<String, String> first = request("a", BatcherHarness.FAR);
        queue.add(first);
        offer("b", "c", "d");

        boolean removed = queue.remove(first.ticket());

        assertThat(removed).isTrue();
        assertThat(queue.remove(first.ticket())).isFalse();
        assertThat(queue.isFull()).isFalse();
    }

    private void offer(String... inputs) {
        for (String input : inputs) {
            queue.add(request(input, BatcherHarness.FAR));
        }
    }

    private PendingRequest<String, String> request(String input, Duration deadline) {
        Ticket<String, String> ticket =
                new Ticket<>(scheduler, clock.nanoTime(), clock.in(deadline));
        return new PendingRequest<>(ticket, input, clock.nanoTime());
    }

    private static List<String> inputs(List<PendingRequest<String, String>> requests) {
        return requests.stream().map(PendingRequest::input).toList();
    }
}
