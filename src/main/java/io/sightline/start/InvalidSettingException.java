package io.sightline.start;

import java.io.Serial;

/// A setting that does not exist, or whose value is invalid. The message names it and says what
/// would be valid.
final class InvalidSettingException extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    private final String origin;

    /// @param origin the file or variable that sets it; empty if unknown
    InvalidSettingException(String message, String origin) {
        super(message);
        this.origin = origin;
    }

    String origin() {
        return origin;
    }
}
