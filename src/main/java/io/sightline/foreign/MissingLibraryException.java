package io.sightline.foreign;

/// Says why a native library cannot be used here.
public final class MissingLibraryException extends Exception {

    private static final long serialVersionUID = 1;

    public MissingLibraryException(String reason, Throwable cause) {
        super(reason, cause);
    }

    public MissingLibraryException(String reason) {
        super(reason);
    }
}
