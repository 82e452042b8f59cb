package io.sightline.hub.transfer;

import java.io.IOException;
import java.time.Duration;

/// A server that asks to be left alone for a while.
final class BusyException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Duration wait;

    BusyException(String message, Duration wait) {
        super(message);
        this.wait = wait;
    }

    Duration pause() {
        return wait;
    }
}
