package io.sightline.load;

/// What is put under load. Called on many threads at once; may block.
@FunctionalInterface
public interface Subject {

    /// Sends one request and waits for its result.
    ///
    /// @param number the position of the request in its schedule, from 0
    Reply ask(int number) throws InterruptedException;
}
