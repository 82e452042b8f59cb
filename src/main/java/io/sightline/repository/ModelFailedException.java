package io.sightline.repository;

import java.io.Serial;

/// A model that cannot be loaded or run, for a reason that only its operator or we can mend. The
/// message says which.
public final class ModelFailedException extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    public ModelFailedException(String message) {
        super(message);
    }

    public ModelFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
