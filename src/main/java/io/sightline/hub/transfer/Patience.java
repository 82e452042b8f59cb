package io.sightline.hub.transfer;

import java.io.IOException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/// How often and how long a fetch is tried. Belongs to the thread that fetches one source.
public final class Patience {

    private static final Duration MAX_STEP = Duration.ofSeconds(8);

    private final FetchRules rules;
    private final Time time;
    private final Progress progress;
    private final long startNanos;

    public Patience(FetchRules rules, Time time, Progress progress) {
        this.rules = rules;
        this.time = time;
        this.progress = progress;
        this.startNanos = time.nanos();
    }

    /// A thing to do again if it fails with an [IOException].
    ///
    /// @param <T> what comes of it
    public interface Attempt<T> {

        T run() throws IOException, FetchFailedException, InterruptedException;
    }

    /// Does `attempt` until it succeeds, with pauses of 1, 2, 4 and 8 seconds, or longer if the
    /// server asks for that.
    ///
    /// @param what is attempted, for messages
    /// @throws FetchFailedException if it fails for good, too often, or takes too long
    public <T> T insist(String what, Attempt<T> attempt)
            throws FetchFailedException, InterruptedException {
        Tries tries = tries(what);
        while (true) {
            checkTime(what);
            try {
                return attempt.run();
            } catch (IOException e) {
                tries.failed(e);
            }
        }
    }

    Tries tries(String what) {
        return new Tries(what);
    }

    /// @throws FetchFailedException if the time for the fetch is over
    void checkTime(String what) throws FetchFailedException {
        if (left().isNegative()) {
            throw new FetchFailedException(
                    "%s took longer than %s, the most that a fetch may take"
                            .formatted(what, Words.of(rules.longest())));
        }
    }

    private Duration left() {
        return rules.longest().minusNanos(time.nanos() - startNanos);
    }

    /// Lets a short while pass for something that another process does.
    public void linger(String what) throws FetchFailedException, InterruptedException {
        checkTime(what);
        time.pause(Duration.ofMillis(100));
    }

    /// Counts what fails in a row.
    final class Tries {

        private final String what;
        private int failures;
        private Duration step = Duration.ofSeconds(1);

        private Tries(String what) {
            this.what = what;
        }

        /// Begins to count anew: there was progress.
        void advanced() {
            failures = 0;
            step = Duration.ofSeconds(1);
        }

        /// Pauses after a failure.
        ///
        /// @throws FetchFailedException if it is not worth another try
        void failed(IOException why) throws FetchFailedException, InterruptedException {
            failures++;
            String words = "%s: %s".formatted(what, Words.of(why));
            if (why instanceof SSLException) { // a certificate does not change in seconds
                throw new FetchFailedException(words, why);
            }
            if (failures >= rules.tries()) {
                throw new FetchFailedException(
                        "%s (after %s tries)".formatted(words, failures), why);
            }
            Duration pause = why instanceof BusyException busy ? longer(busy.pause(), step) : step;
            if (pause.compareTo(left()) > 0) {
                throw new FetchFailedException(
                        "%s; it asks for %s of patience, and %s are left"
                                .formatted(words, Words.of(pause), Words.of(left())),
                        why);
            }
            progress.note("%s; trying again in %s".formatted(words, Words.of(pause)));
            step = shorter(step.multipliedBy(2), MAX_STEP);
            time.pause(pause);
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
