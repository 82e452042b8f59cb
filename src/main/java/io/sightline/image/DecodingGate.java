package io.sightline.image;

/// Holds decoding back while something else needs the processors.
@FunctionalInterface
public interface DecodingGate {

    /// Holds nothing back.
    DecodingGate OPEN = _ -> {};

    /// Returns when an image may be decoded, at the latest at `deadlineNanos`, a value of
    /// [System#nanoTime].
    void await(long deadlineNanos) throws InterruptedException;
}
