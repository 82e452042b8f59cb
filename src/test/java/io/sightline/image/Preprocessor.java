package io.sightline.image;

import io.sightline.image.Preparation.Prepared;
import io.sightline.image.Preparation.Rejected;
import io.sightline.image.resize.ImageTensor;
import io.sightline.image.resize.Preprocessing;
import java.util.concurrent.TimeUnit;

/// An [ImagePreprocessor] with time enough, whose outcomes are taken apart.
public final class Preprocessor implements AutoCloseable {

    private final ImagePreprocessor preprocessor;

    public Preprocessor(ImageProperties properties) {
        preprocessor = new ImagePreprocessor(properties);
    }

    public Preparation prepare(byte[] upload) throws InterruptedException {
        return prepare(upload, Preprocessing.IMAGENET);
    }

    public Preparation prepare(byte[] upload, Preprocessing preprocessing)
            throws InterruptedException {
        long deadlineNanos = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        return preprocessor.prepare(upload, preprocessing, deadlineNanos);
    }

    /// The crop of an image that must be sound.
    public byte[] crop(byte[] upload, Preprocessing preprocessing) throws InterruptedException {
        return switch (prepare(upload, preprocessing)) {
            case Prepared(ImageTensor tensor, _, _) -> tensor.pixels();
            case Preparation other -> throw new AssertionError(other.toString());
        };
    }

    /// Why an upload that must be rejected is.
    public Rejected rejection(byte[] upload) throws InterruptedException {
        return switch (prepare(upload)) {
            case Rejected rejected -> rejected;
            case Preparation other -> throw new AssertionError(other.toString());
        };
    }

    @Override
    public void close() {
        preprocessor.close();
    }
}
