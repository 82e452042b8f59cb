package io.sightline.image.format;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/// The JDK's own image readers, and no others: a plug-in on the class path changes no result.
///
/// For one thread: it is told until when the next image may be read.
public final class ImageReaders {

    private final Map<ImageFormat, ImageReaderSpi> providers = new EnumMap<>(ImageFormat.class);

    private long deadlineNanos = System.nanoTime() + Long.MAX_VALUE;

    public ImageReaders() {
        Iterator<ImageReaderSpi> registered =
                IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, false);
        registered.forEachRemaining(this::add);
    }

    private void add(ImageReaderSpi provider) {
        if (provider.getClass().getModule() != ImageIO.class.getModule()) {
            return;
        }
        List<String> names = List.of(provider.getFormatNames());
        for (ImageFormat format : ImageFormat.values()) {
            if (names.contains(format.readerName())) {
                providers.put(format, provider);
            }
        }
    }

    /// Reads the first image of `stream` whole.
    BufferedImage read(ImageFormat format, UploadStream stream) throws IOException {
        ImageReader reader = open(format, stream);
        try {
            return reader.read(0);
        } catch (IOException e) {
            throw unlessExhausted(e);
        } finally {
            reader.dispose();
        }
    }

    /// Gives `failure` back, unless memory was short: the reader of PNG says of that what it says
    /// of damage.
    ///
    /// @throws OutOfMemoryError if that is the cause
    static IOException unlessExhausted(IOException failure) {
        if (failure.getCause() instanceof OutOfMemoryError exhausted) {
            throw exhausted;
        }
        return failure;
    }

    /// Has the readers that are opened from now on stop at `deadlineNanos`, a value of
    /// [System#nanoTime]. What they give then is not the whole picture.
    public void stopAt(long deadlineNanos) {
        this.deadlineNanos = deadlineNanos;
    }

    /// A new reader of `stream`; the caller disposes of it.
    ///
    /// It skips metadata wherever it can, so that compressed comments are never inflated.
    ImageReader open(ImageFormat format, UploadStream stream) throws IOException {
        ImageReaderSpi provider = providers.get(format);
        if (provider == null) {
            throw new IllegalStateException("the JDK has no reader of %s".formatted(format));
        }
        ImageReader reader = provider.createReaderInstance();
        reader.setInput(stream, true, true);
        reader.addIIOReadProgressListener(new DeadlineListener(deadlineNanos));
        return reader;
    }
}
