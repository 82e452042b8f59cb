package io.sightline.load;

/// What the load is put upon. Called on many threads at once; may block.
@FunctionalInterface
public interface Subject {

    /// Sends one request and waits for what comes of it.
    ///
    /// @param number of the request in its schedule, from 0
    Reply ask(int number) throws InterruptedException;
}
