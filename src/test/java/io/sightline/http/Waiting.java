package io.sightline.http;

import java.util.function.BooleanSupplier;

/// Waits for what no gate announces, at most as long as a test may take.
public final class Waiting {

    private Waiting() {}

    /// Returns once `condition` holds.
    public static void until(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the condition did not come about");
            }
            Thread.onSpinWait();
        }
    }
}
