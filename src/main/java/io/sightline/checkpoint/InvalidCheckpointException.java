package io.sightline.checkpoint;

import java.io.Serial;

/// A checkpoint that is not what it claims to be, or not a ResNet. The message names the tensor or
/// file part and what was expected of it.
public final class InvalidCheckpointException extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    public InvalidCheckpointException(String message) {
        super(message);
    }

    public InvalidCheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
