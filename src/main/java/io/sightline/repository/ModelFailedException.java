package io.sightline.repository;

import java.io.Serial;

/// A model that cannot be loaded or run, for a reason that only its operator or we can mend. The
/// message says which. There is a cause if the model itself is at fault; there is none if the
/// settings ask for what it, or the directory of models, does not have.
public final class ModelFailedException extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    public ModelFailedException(String message) {
        super(message);
    }

    public ModelFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
