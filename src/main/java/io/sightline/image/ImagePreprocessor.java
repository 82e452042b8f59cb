package io.sightline.image;

import io.sightline.image.Preparation.Prepared;
import io.sightline.image.Preparation.Rejected;
import io.sightline.image.Preparation.TimedOut;
import io.sightline.image.decoder.DecodersInUse;
import io.sightline.image.decoder.NativeCache;
import io.sightline.image.decoder.NativeDecoders;
import io.sightline.image.format.ImageFile;
import io.sightline.image.format.ImageReaders;
import io.sightline.image.format.JpegFile;
import io.sightline.image.format.Workbench;
import io.sightline.image.header.ImageLimits;
import io.sightline.image.pixels.Orientation;
import io.sightline.image.pixels.OrientedRows;
import io.sightline.image.pixels.PixelRows;
import io.sightline.image.pixels.RefusedImageException;
import io.sightline.image.pixels.Rejection;
import io.sightline.image.resize.ImageTensor;
import io.sightline.image.resize.Normalisation;
import io.sightline.image.resize.Preprocessing;
import io.sightline.image.resize.Resampler;
import java.io.IOException;
import java.time.Duration;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Turns the bytes of an upload into the pixels that a network sees, exactly as Pillow and
/// torchvision do.
///
/// The header is read and checked before any decoder runs or any pixel is allocated. A refusal is a
/// value and never an exception, whatever the bytes. Decoding and resizing run on a bounded pool of
/// platform threads of its own. Thread-safe.
public final class ImagePreprocessor implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(ImagePreprocessor.class);

    /// By which factor an image decoded at a reduced size must still exceed the resized one. With a
    /// smaller factor one sees it in the result.
    private static final int REDUCED_MARGIN = 2;

    private final AtomicBoolean exhausted = new AtomicBoolean();
    private final ImageReaders readers = new ImageReaders();
    private final Deque<Workbench> benches = new ConcurrentLinkedDeque<>();
    private final Map<Preprocessing, Normalisation> normalisations = new ConcurrentHashMap<>();
    private final ImageLimits limits;
    private final OrientationPolicy orientation;
    private final boolean scaledDecoding;
    private final NativeDecoders natives;
    private final DecoderPool pool;

    public ImagePreprocessor(ImageProperties properties) {
        this(properties, Turn.NOW);
    }

    /// @param turn what each image waits for before it is decoded
    public ImagePreprocessor(ImageProperties properties, Turn turn) {
        int cores = Runtime.getRuntime().availableProcessors();
        int wanted = properties.decoderThreads() == 0 ? cores : properties.decoderThreads();
        this.limits =
                new ImageLimits(
                        properties.maxPixels(), properties.maxSide(), properties.maxScans());
        this.orientation = properties.orientation();
        this.scaledDecoding = properties.scaledDecoding();
        this.natives = NativeDecoders.load(properties.decoder(), NativeCache.folder());
        this.pool = new DecoderPool(Math.min(wanted, cores), turn);
    }

    /// Makes sure that the library which decodes by these settings is there.
    ///
    /// @throws IllegalArgumentException if it is not, with the reason
    public static void requireDecoder(ImageProperties properties) {
        NativeDecoders.requireThere(properties.decoder(), NativeCache.folder());
    }

    /// Decodes, resizes and crops `upload`, the bytes of one file; waits until that is done.
    ///
    /// An image whose decoding began before the deadline is finished even if the deadline passes.
    ///
    /// @param deadlineNanos a value of [System#nanoTime]
    /// @throws InterruptedException if the calling thread is interrupted; the work is withdrawn if
    ///   it has not begun
    /// @throws IllegalStateException if the preprocessor is closed
    public Preparation prepare(byte[] upload, Preprocessing preprocessing, long deadlineNanos)
            throws InterruptedException {
        return pool.run(() -> prepare(upload, preprocessing), deadlineNanos)
                .orElseGet(TimedOut::new);
    }

    /// Takes no more uploads, and returns when those taken are done and the threads have ended.
    @Override
    public void close() {
        pool.close();
        benches.forEach(Workbench::close);
    }

    /// What decodes here.
    public DecodersInUse decoders() {
        return natives.inUse();
    }

    private Preparation prepare(byte[] upload, Preprocessing preprocessing) {
        Workbench bench = benches.pollFirst();
        if (bench == null) { // there are never more than threads
            bench = new Workbench(readers, natives);
        }
        try {
            return decode(upload, preprocessing, bench);
        } catch (RefusedImageException e) {
            return new Rejected(e.reason(), e.detail());
        } catch (OutOfMemoryError e) {
            // What the decoder held is garbage by now, so the service is well.
            return tooLarge(upload.length, e);
        } catch (IOException | RuntimeException | VirtualMachineError e) {
            // Damaged data makes the JDK's readers throw nearly anything, and recurse nearly
            // without end.
            LOGGER.debug("An image of {} bytes cannot be decoded", upload.length, e);
            RefusedImageException damaged = RefusedImageException.damaged();
            return new Rejected(damaged.reason(), damaged.detail());
        } finally {
            bench.tidy();
            benches.addFirst(bench);
        }
    }

    /// Warns of the first such image only: whoever sent it can send it again.
    private Rejected tooLarge(int uploadBytes, OutOfMemoryError error) {
        Level level = exhausted.getAndSet(true) ? Level.DEBUG : Level.WARN;
        LOGGER.atLevel(level)
                .setCause(error)
                .log(
                        "An image of {} bytes needs more memory to decode than there is; a larger"
                                + " heap or fewer decoder threads would help",
                        uploadBytes);
        return new Rejected(Rejection.TOO_LARGE, "image needs more memory to decode than there is");
    }

    private Prepared decode(byte[] upload, Preprocessing preprocessing, Workbench bench)
            throws IOException {
        long startNanos = System.nanoTime();
        ImageFile file = ImageFile.inspect(upload, limits, bench);
        Orientation turn =
                orientation == OrientationPolicy.APPLY ? file.orientation() : Orientation.UPRIGHT;
        byte[] pixels;
        long resizeNanos;
        if (file instanceof JpegFile jpeg
                && jpeg.isStreamable()
                && turn.equals(Orientation.UPRIGHT)) {
            Resampler resampler = jpeg.resampler(preprocessing);
            resizeNanos = jpeg.decodeInto(resampler);
            pixels = resampler.result();
        } else {
            try (PixelRows stored = decode(file, preprocessing)) {
                long decodedNanos = System.nanoTime();
                PixelRows upright = OrientedRows.of(stored, turn, bench.scratch());
                pixels = Resampler.resample(upright, preprocessing, bench.scratch());
                resizeNanos = System.nanoTime() - decodedNanos;
            }
        }
        long decodeNanos = System.nanoTime() - startNanos - resizeNanos;
        Normalisation normalisation =
                normalisations.computeIfAbsent(preprocessing, Normalisation::new);
        return new Prepared(
                new ImageTensor(pixels, preprocessing.crop(), normalisation),
                Duration.ofNanos(decodeNanos),
                Duration.ofNanos(resizeNanos));
    }

    private PixelRows decode(ImageFile file, Preprocessing preprocessing) throws IOException {
        return scaledDecoding && file instanceof JpegFile jpeg
                ? jpeg.decodeReduced((long) REDUCED_MARGIN * preprocessing.resize())
                : file.decode();
    }
}
