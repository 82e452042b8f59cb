package io.sightline.hub.transfer;

import java.time.Duration;

/// The clock that waits are measured with and spent by.
public interface Time {

    /// The time of the machine.
    Time OF_THE_MACHINE =
            new Time() {
                @Override
                public long nanos() {
                    return System.nanoTime();
                }

                @Override
                public void pause(Duration wait) throws InterruptedException {
                    Thread.sleep(wait);
                }
            };

    /// Nanoseconds since some moment.
    long nanos();

    /// Lets `wait` pass.
    void pause(Duration wait) throws InterruptedException;
}
