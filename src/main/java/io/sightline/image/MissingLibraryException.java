package io.sightline.image;

/// Says why a native library cannot be used here.
final class MissingLibraryException extends Exception {

    private static final long serialVersionUID = 1;

    MissingLibraryException(String reason, Throwable cause) {
        super(reason, cause);
    }

    MissingLibraryException(String reason) {
        super(reason);
    }
}
