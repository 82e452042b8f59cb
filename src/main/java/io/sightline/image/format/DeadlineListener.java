package io.sightline.image.format;

import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;

/// Stops one of the JDK's readers when a deadline has passed; they ask after each row.
///
/// @param deadlineNanos a value of [System#nanoTime]
record DeadlineListener(long deadlineNanos) implements IIOReadProgressListener {

    @Override
    public void imageProgress(ImageReader reader, float percentage) {
        if (System.nanoTime() - deadlineNanos > 0) {
            reader.abort();
        }
    }

    @Override
    public void sequenceStarted(ImageReader reader, int index) {}

    @Override
    public void sequenceComplete(ImageReader reader) {}

    @Override
    public void imageStarted(ImageReader reader, int index) {}

    @Override
    public void imageComplete(ImageReader reader) {}

    @Override
    public void thumbnailStarted(ImageReader reader, int index, int thumbnail) {}

    @Override
    public void thumbnailProgress(ImageReader reader, float percentage) {}

    @Override
    public void thumbnailComplete(ImageReader reader) {}

    @Override
    public void readAborted(ImageReader reader) {}
}
