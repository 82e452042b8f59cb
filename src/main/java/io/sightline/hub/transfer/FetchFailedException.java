package io.sightline.hub.transfer;

/// A file that could not be had. The message gives what was found, then what should have been, and
/// is meant for whoever named the source; it never holds a token.
public final class FetchFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    public FetchFailedException(String message) {
        super(message);
    }

    public FetchFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
