package io.sightline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.http.Waiting;
import io.sightline.intake.Intake.State;
import java.time.Duration;
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
    void servesUntilTheDelayIsOverOrCutShort() throws Exception {
        IntakeReadiness readiness = new IntakeReadiness(intake, Duration.ofHours(1));
        intake.advance(State.OPEN);
        Thread stopping = Thread.ofVirtual().start(readiness::stop);

        Waiting.until(() -> intake.enter() != State.OPEN);
        State delayed = intake.enter();
        stopping.interrupt();
        stopping.join();

        assertThat(delayed).isEqualTo(State.LEAVING);
        assertThat(intake.enter()).isEqualTo(State.CLOSED);
    }

    @Test
    void reportsItsEndOnceEveryRequestHasLeft() throws Exception {
        IntakeReadiness readiness = new IntakeReadiness(intake, Duration.ZERO);
        CountDownLatch ended = new CountDownLatch(1);
        intake.advance(State.OPEN);
        readiness.start();
        boolean running = readiness.isRunning();
        intake.enter();

        readiness.stop(ended::countDown);
        Waiting.until(this::closed);
        long before = ended.getCount();
        intake.leave();
        ended.await();

        assertThat(running).isTrue();
        assertThat(readiness.isRunning()).isFalse();
        assertThat(before).isEqualTo(1);
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

    private boolean closed() {
        if (intake.enter() == State.CLOSED) {
            return true;
        }
        intake.leave();
        return false;
    }

    private static AvailabilityChangeEvent<ReadinessState> event(ReadinessState state) {
        return new AvailabilityChangeEvent<>(IntakeReadinessTest.class, state);
    }
}
