package io.sightline.intake;

import io.sightline.intake.Intake.State;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;

/// Opens the [Intake] when the application is ready, and drains it before the web server stops.
///
/// The web server's own graceful stop closes its port first, so that a client on a new connection
/// is reset instead of answered. Draining comes before that, with the port still open: new requests
/// are answered with 503, and those inside are completed. It takes at most
/// `spring.lifecycle.timeout-per-shutdown-phase`, which includes the drain delay.
public final class IntakeReadiness
        implements SmartLifecycle, ApplicationListener<AvailabilityChangeEvent<ReadinessState>> {

    /// A phase that stops before the web server, whose phases begin 1,024 below the highest.
    private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 512;

    private static final Logger LOGGER = LoggerFactory.getLogger(IntakeReadiness.class);

    private final Intake intake;
    private final Delay delay;
    private volatile boolean running;

    /// @param delay how long requests are still let in at a stop, while load balancers take notice
    public IntakeReadiness(Intake intake, Duration delay) {
        this(intake, () -> Thread.sleep(delay));
    }

    IntakeReadiness(Intake intake, Delay delay) {
        this.intake = intake;
        this.delay = delay;
    }

    /// Lets the drain delay pass.
    @FunctionalInterface
    interface Delay {

        void pass() throws InterruptedException;
    }

    /// Opens the intake when the application accepts traffic. If it later refuses traffic, that is
    /// only advice to load balancers: requests that still arrive are served until the drain.
    @Override
    public void onApplicationEvent(AvailabilityChangeEvent<ReadinessState> event) {
        if (event.getState() == ReadinessState.ACCEPTING_TRAFFIC) {
            intake.advance(State.OPEN);
            LOGGER.info("Ready: requests are accepted");
        }
    }

    /// Reopens an intake that an earlier stop has drained: a context may be stopped and started
    /// again.
    @Override
    public void start() {
        intake.reopen();
        running = true;
    }

    @Override
    public void stop() {
        drain();
    }

    /// Drains on a thread of its own, because the caller must be able to stop waiting.
    @Override
    public void stop(Runnable callback) {
        Thread.ofVirtual()
                .name("sightline-drain")
                .start(
                        () -> {
                            try {
                                drain();
                            } finally {
                                callback.run();
                            }
                        });
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// Not pausable: pausing the context would drain the intake while the web server keeps running.
    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private void drain() {
        running = false;
        try {
            intake.advance(State.LEAVING);
            delay.pass();
            int inside = intake.advance(State.CLOSED);
            LOGGER.info("Draining: {} requests are still to be answered", inside);
            intake.awaitEmpty();
            LOGGER.info("Drained: every accepted request has been answered");
        } catch (InterruptedException _) {
            intake.advance(State.CLOSED);
            Thread.currentThread().interrupt();
        }
    }
}
