package io.sightline.engine;

import java.io.Serial;

/// The engine does not start, refuses a network, or fails on a batch. The message says which and,
/// if the engine tells, why.
public final class EngineFailedException extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    EngineFailedException(String message) {
        super(message);
    }

    EngineFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
