package io.sightline.image;

/// Lets decoding wait for whoever else uses the processors.
@FunctionalInterface
public interface Turn {

    /// Never waits.
    Turn NOW = _ -> {};

    /// Returns when an image may be decoded, or when `deadlineNanos`, a value of [System#nanoTime],
    /// has come.
    void await(long deadlineNanos) throws InterruptedException;
}
