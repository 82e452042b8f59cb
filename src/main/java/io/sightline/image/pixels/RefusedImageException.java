package io.sightline.image.pixels;

import java.io.IOException;

/// Carries a rejection from the code that reads a file up to the preprocessor, which turns it into
/// a value.
public final class RefusedImageException extends IOException {

    private static final long serialVersionUID = 1;

    private final Rejection reason;

    /// @param detail a sentence that may be shown to the client: the value, then the rule
    public RefusedImageException(Rejection reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    public static RefusedImageException undecodable(String detail) {
        return new RefusedImageException(Rejection.UNDECODABLE, detail);
    }

    /// The rejection of a file that its decoder gave up.
    public static RefusedImageException damaged() {
        return undecodable("image is damaged, its pixels cannot be decoded");
    }

    public static RefusedImageException unsupported(String detail) {
        return new RefusedImageException(Rejection.UNSUPPORTED_FORMAT, detail);
    }

    /// Why the image is refused.
    public Rejection reason() {
        return reason;
    }

    /// The sentence that may be shown to the client.
    public String detail() {
        return String.valueOf(getMessage());
    }
}
