package io.sightline.batching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestQueueTest {

    private static final Duration DELAY = Duration.ofMillis(5);

    private final ManualClock clock = new ManualClock();
    private final RequestQueue<String, String> queue =
            new RequestQueue<>(new BatchingProperties(3, DELAY, 4));

    @Test
    void hasNothingToGiveWhenEmpty() {
        Departures<String, String> departures =
                queue.depart(clock.getAsLong(), Integer.MAX_VALUE, true);

        assertThat(departures.isEmpty()).isTrue();
    }

    @Test
    void givesTheOldestFirstAndNoMoreThanABatch() {
        offer("a", "b", "c", "d");

        Departures<String, String> departures =
                queue.depart(clock.getAsLong(), Integer.MAX_VALUE, false);

        assertThat(inputs(departures.batch())).containsExactly("a", "b", "c");
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void keepsAPartOfABatchUntilItsDelayIsOver() {
        offer("a");
        clock.advance(DELAY.minusNanos(1));

        Departures<String, String> departures =
                queue.depart(clock.getAsLong(), Integer.MAX_VALUE, false);

        assertThat(departures.isEmpty()).isTrue();
        assertThat(queue.nanosUntilDue(clock.getAsLong())).isEqualTo(1);
    }

    @Test
    void countsTheDelayFromTheArrivalOfTheOldest() {
        offer("a");
        clock.advance(DELAY.minusNanos(1));
        offer("b");
        clock.advance(Duration.ofNanos(1));

        Departures<String, String> departures =
                queue.depart(clock.getAsLong(), Integer.MAX_VALUE, false);

        assertThat(inputs(departures.batch())).containsExactly("a", "b");
    }

    @Test
    void countsTheDelayFromTheNextOldestOnceTheOldestIsWithdrawn() {
        PendingRequest<String, String> oldest = request("a", Bench.FAR);
        queue.add(oldest);
        clock.advance(DELAY);
        offer("b");
        queue.remove(oldest);

        long nanos = queue.nanosUntilDue(clock.getAsLong());

        assertThat(nanos).isEqualTo(DELAY.toNanos());
    }

    @Test
    void givesAPartOfABatchInAHurry() {
        offer("a", "b");

        Departures<String, String> departures =
                queue.depart(clock.getAsLong(), Integer.MAX_VALUE, true);

        assertThat(inputs(departures.batch())).containsExactly("a", "b");
    }

    @Test
    void setsTheExpiredAsideWithoutAPlaceInTheBatch() {
        offer("a");
        queue.add(request("late", Duration.ofNanos(1)));
        offer("b", "c");
        clock.advance(Duration.ofNanos(1));

        Departures<String, String> departures =
                queue.depart(clock.getAsLong(), Integer.MAX_VALUE, false);

        assertThat(inputs(departures.expired())).containsExactly("late");
        assertThat(inputs(departures.batch())).containsExactly("a", "b", "c");
    }

    @Test
    void keepsARequestUntilTheNanosecondOfItsDeadline() {
        queue.add(request("just in time", Duration.ofNanos(2)));
        clock.advance(Duration.ofNanos(1));

        List<PendingRequest<String, String>> expired = queue.removeExpired(clock.getAsLong());

        assertThat(expired).isEmpty();
    }

    @Test
    void isFullAtItsCapacity() {
        offer("a", "b", "c", "d");

        assertThatThrownBy(() -> queue.add(request("e", Bench.FAR)))
                .hasMessageContaining("queue holds 4 requests");

        assertThat(queue.isFull()).isTrue();
        assertThat(queue.size()).isEqualTo(4);
    }

    @Test
    void hasRoomAgainOnceARequestIsRemoved() {
        PendingRequest<String, String> first = request("a", Bench.FAR);
        queue.add(first);
        offer("b", "c", "d");

        boolean removed = queue.remove(first);

        assertThat(removed).isTrue();
        assertThat(queue.remove(first)).isFalse();
        assertThat(queue.isFull()).isFalse();
    }

    private void offer(String... inputs) {
        for (String input : inputs) {
            queue.add(request(input, Bench.FAR));
        }
    }

    private PendingRequest<String, String> request(String input, Duration deadline) {
        return new PendingRequest<>(input, clock.getAsLong(), clock.in(deadline), _ -> {});
    }

    private static List<String> inputs(List<PendingRequest<String, String>> requests) {
        return requests.stream().map(PendingRequest::input).toList();
    }
}
