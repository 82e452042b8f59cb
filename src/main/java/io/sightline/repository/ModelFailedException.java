package io.sightline.repository;

import java.io.Serial;

/// A model that cannot be loaded or run, for a reason that only its operator or we can fix. The
/// message says which. The exception has a cause if the model itself is at fault, and none if the
/// settings ask for what the model or the directory does not have.
public final class ModelFailedException extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    public ModelFailedException(String message) {
        super(message);
    }

    public ModelFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
