package io.sightline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.intake.Intake.State;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class IntakeTest {

    private final Intake intake = new Intake();

    @Test
    void refusesUntilItIsOpen() {
        assertThat(intake.enter()).isEqualTo(State.STARTING);
        assertThat(intake.advance(State.OPEN)).isZero();
        assertThat(intake.enter()).isEqualTo(State.OPEN);
    }

    @Test
    void letsRequestsInWhileLeavingAndNoneOnceClosed() {
        intake.advance(State.OPEN);
        intake.advance(State.LEAVING);

        assertThat(intake.enter()).isEqualTo(State.LEAVING);
        assertThat(intake.advance(State.CLOSED)).isEqualTo(1);
        assertThat(intake.enter()).isEqualTo(State.CLOSED);
    }

    @Test
    void opensAgainOnlyWhenAsked() {
        intake.advance(State.CLOSED);

        intake.advance(State.OPEN);
        State advanced = intake.enter();
        intake.reopen();

        assertThat(advanced).isEqualTo(State.CLOSED);
        assertThat(intake.enter()).isEqualTo(State.OPEN);
    }

    @Test
    void cannotBeReopenedBeforeItWasOpen() {
        intake.reopen();

        assertThat(intake.enter()).isEqualTo(State.STARTING);
    }

    @Test
    void waitsForEveryRequestThatCameInAndForNoOther() throws Exception {
        intake.advance(State.OPEN);
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                threads.execute(() -> visit(go));
            }
            Future<?> closing =
                    threads.submit(
                            () -> {
                                go.await();
                                intake.advance(State.CLOSED);
                                intake.awaitEmpty();
                                return null;
                            });

            go.countDown();
            closing.get();
        }

        assertThat(intake.advance(State.CLOSED)).isZero();
    }

    private void visit(CountDownLatch go) {
        try {
            go.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        for (int i = 0; i < 100; i++) {
            if (intake.enter() == State.OPEN) {
                intake.leave();
            }
        }
    }
}
