package io.sightline.tuning;

import io.sightline.load.Subject;

/// A model that runs with one setting, to be measured.
interface Trial extends Subject, AutoCloseable {

    /// Begins a trial; returns once the model is ready.
    @FunctionalInterface
    interface Opening {

        Trial open(Setting setting) throws InterruptedException;
    }

    @Override
    void close();
}
