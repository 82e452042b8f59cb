package io.sightline.start;

import java.io.Serial;

/// A setting that the service does not have, or a value that it does not take. The message says
/// which, and what would be right.
final class InvalidSettingException extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    private final String origin;

    /// @param origin where the setting is given; empty if that is not known
    InvalidSettingException(String message, String origin) {
        super(message);
        this.origin = origin;
    }

    String origin() {
        return origin;
    }
}
