package io.sightline.image;

import java.io.IOException;

/// Carries a rejection from the depth of a header to [ImagePreprocessor], which makes it a value.
final class RefusedImageException extends IOException {

    private static final long serialVersionUID = 1;

    private final Rejection reason;

    /// @param detail a sentence that may be shown to the client: the value, then the rule
    RefusedImageException(Rejection reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    static RefusedImageException undecodable(String detail) {
        return new RefusedImageException(Rejection.UNDECODABLE, detail);
    }

    /// Says of a file that its decoder gave it up.
    static RefusedImageException damaged() {
        return undecodable("image is damaged, its pixels cannot be decoded");
    }

    static RefusedImageException unsupported(String detail) {
        return new RefusedImageException(Rejection.UNSUPPORTED_FORMAT, detail);
    }

    Preparation.Rejected asRejected() {
        return new Preparation.Rejected(reason, String.valueOf(getMessage()));
    }
}
