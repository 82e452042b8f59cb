package io.sightline.image;

import io.sightline.image.resize.Preprocessing;

/// What is asked of an [ImagePreprocessor]: an upload, how it is prepared, and until when.
final class ImageOrder {

    private final byte[] upload;
    private final Preprocessing preprocessing;
    private final long deadlineNanos;

    /// @param deadlineNanos a value of [System#nanoTime]
    ImageOrder(byte[] upload, Preprocessing preprocessing, long deadlineNanos) {
        this.upload = upload;
        this.preprocessing = preprocessing;
        this.deadlineNanos = deadlineNanos;
    }

    /// The bytes of one file, which nobody changes.
    byte[] upload() {
        return upload;
    }

    Preprocessing preprocessing() {
        return preprocessing;
    }

    long deadlineNanos() {
        return deadlineNanos;
    }
}
