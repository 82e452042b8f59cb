package io.sightline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.intake.Intake.State;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;

class IntakeReadinessTest {

    private final Intake intake = new Intake();

    @Test
    void opensWhenTheApplicationIsReadyAndStaysOpenIfReadinessGoesDown() {
        IntakeReadiness readiness = new IntakeReadiness(intake, Duration.ZERO);

        readiness.onApplicationEvent(event(ReadinessState.REFUSING_TRAFFIC));
        State before = intake.enter();
        readiness.onApplicationEvent(event(ReadinessState.ACCEPTING_TRAFFIC));
        readiness.onApplicationEvent(event(ReadinessState.REFUSING_TRAFFIC));

        assertThat(before).isEqualTo(State.STARTING);
        assertThat(intake.enter()).isEqualTo(State.OPEN);
    }

    @Test
    void servesUntilTheDelayIsOver() throws Exception {
        GatedDelay delay = new GatedDelay();
        IntakeReadiness readiness = new IntakeReadiness(intake, delay);
        intake.advance(State.OPEN);
        Thread stopping = Thread.ofVirtual().start(readiness::stop);

        delay.awaitBegun();
        State delayed = intake.enter();
        intake.leave();
        delay.end();
        stopping.join();

        assertThat(delayed).isEqualTo(State.LEAVING);
        assertThat(intake.enter()).isEqualTo(State.CLOSED);
    }

    @Test
    void closesAtOnceIfTheDelayIsCutShort() throws Exception {
        GatedDelay delay = new GatedDelay();
        IntakeReadiness readiness = new IntakeReadiness(intake, delay);
        intake.advance(State.OPEN);
        Thread stopping = Thread.ofVirtual().start(readiness::stop);

        delay.awaitBegun();
        stopping.interrupt();
        stopping.join();

        assertThat(intake.enter()).isEqualTo(State.CLOSED);
    }

    @Test
    void reportsItsEndOnceEveryRequestHasLeft() throws Exception {
        GatedDelay delay = new GatedDelay();
        IntakeReadiness readiness = new IntakeReadiness(intake, delay);
        List<String> events = new CopyOnWriteArrayList<>();
        CountDownLatch ended = new CountDownLatch(1);
        intake.advance(State.OPEN);
        readiness.start();
        boolean running = readiness.isRunning();
        intake.enter();

        readiness.stop(
                () -> {
                    events.add("the drain ends");
                    ended.countDown();
                });
        delay.awaitBegun();
        delay.end();
        events.add("the request leaves");
        intake.leave();
        ended.await();

        assertThat(running).isTrue();
        assertThat(readiness.isRunning()).isFalse();
        assertThat(events).containsExactly("the request leaves", "the drain ends");
    }

    @Test
    void servesAgainAfterARestart() {
        IntakeReadiness readiness = new IntakeReadiness(intake, Duration.ZERO);
        intake.advance(State.OPEN);

        readiness.stop();
        State stopped = intake.enter();
        readiness.start();

        assertThat(stopped).isEqualTo(State.CLOSED);
        assertThat(intake.enter()).isEqualTo(State.OPEN);
        assertThat(readiness.isPauseable()).isFalse();
    }

    private static AvailabilityChangeEvent<ReadinessState> event(ReadinessState state) {
        return new AvailabilityChangeEvent<>(IntakeReadinessTest.class, state);
    }

    /// Begins, and ends when told to.
    private static final class GatedDelay implements IntakeReadiness.Delay {

        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch over = new CountDownLatch(1);

        @Override
        public void pass() throws InterruptedException {
            begun.countDown();
            over.await();
        }

        void awaitBegun() throws InterruptedException {
            begun.await();
        }

        void end() {
            over.countDown();
        }
    }
}
