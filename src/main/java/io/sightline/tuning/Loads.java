package io.sightline.tuning;

import io.sightline.load.Arrivals;
import io.sightline.load.LoadReport;
import io.sightline.load.LoadTest;
import io.sightline.load.Saturation;
import io.sightline.load.Subject;
import java.time.Duration;

/// The loads that a trial is measured under.
interface Loads {

    /// How many images a second `subject` answers when `clients` clients never pause.
    double peak(int clients, Subject subject) throws InterruptedException;

    /// The report of `rate` random requests a second.
    LoadReport at(double rate, Subject subject) throws InterruptedException;

    /// Loads that each last `measured`, after a warm-up of a quarter of that.
    static Loads lasting(Duration measured) {
        return new Timed(measured, measured.dividedBy(4));
    }

    /// Loads of real time.
    record Timed(Duration measured, Duration warmUp) implements Loads {

        private static final Duration DEADLINE = Duration.ofSeconds(10);
        private static final int CONNECTIONS = 1_024;
        private static final long SEED = 1;

        @Override
        public double peak(int clients, Subject subject) throws InterruptedException {
            return new Saturation(clients, warmUp, measured).run(subject);
        }

        @Override
        public LoadReport at(double rate, Subject subject) throws InterruptedException {
            return new LoadTest(Arrivals.POISSON, warmUp, measured, DEADLINE, CONNECTIONS, SEED)
                    .run(rate, subject);
        }
    }
}
