package io.sightline.image;

import io.sightline.image.DecodingMemory.Grant;
import io.sightline.image.MemoryAdmission.Busy;
import io.sightline.image.MemoryAdmission.Granted;
import io.sightline.image.MemoryAdmission.Impossible;
import io.sightline.image.Preparation.Rejected;
import io.sightline.image.Preparation.TimedOut;
import io.sightline.image.decoder.DecodersInUse;
import io.sightline.image.decoder.NativeCache;
import io.sightline.image.decoder.NativeDecoders;
import io.sightline.image.format.DecoderResources;
import io.sightline.image.format.ImageFile;
import io.sightline.image.pixels.Footprint;
import io.sightline.image.pixels.RefusedImageException;
import io.sightline.image.pixels.Rejection;
import io.sightline.image.resize.Preprocessing;
import io.sightline.machine.FreedMemory;
import io.sightline.machine.Headroom;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Turns the bytes of an upload into the pixels that a network sees, exactly as Pillow and
/// torchvision do.
///
/// The header is read and checked before any decoder runs or any pixel is allocated, and the memory
/// that decoding takes is reserved; what is refused is a value, whatever the bytes. Decoding and
/// resizing run on a bounded pool of platform threads of its own. Thread-safe.
public final class ImagePreprocessor implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(ImagePreprocessor.class);

    private static final long MEGABYTE = 1_000_000;

    /// The share of the heap that images may hold while they are decoded: three eighths. Uploads
    /// have a quarter, and the rest is for all else.
    private static final int HEAP_PARTS = 8;

    private static final int HEAP_PARTS_OF_IMAGES = 3;

    private final AtomicBoolean exhausted = new AtomicBoolean();
    private final NativeDecoders natives;
    private final IdleResources idle;
    private final DecodingMemory memory;
    private final Decoding decoding;
    private final DecoderPool pool;

    public ImagePreprocessor(ImageProperties properties) {
        this(properties, DecodingGate.OPEN);
    }

    /// @param gate what each image waits for before it is decoded
    public ImagePreprocessor(ImageProperties properties, DecodingGate gate) {
        this(properties, gate, Headroom.ofThisProcess()::bytes);
    }

    /// @param headroom bytes of native memory that the process may still take
    ImagePreprocessor(ImageProperties properties, DecodingGate gate, LongSupplier headroom) {
        int cores = Runtime.getRuntime().availableProcessors();
        int wanted = properties.decoderThreads() == 0 ? cores : properties.decoderThreads();
        this.natives = NativeDecoders.load(properties.decoder(), NativeCache.folder());
        this.idle = new IdleResources(natives);
        long heapBytes = Runtime.getRuntime().maxMemory() / HEAP_PARTS * HEAP_PARTS_OF_IMAGES;
        this.memory = new DecodingMemory(headroom, heapBytes, idle);
        this.decoding = new Decoding(properties);
        this.pool = new DecoderPool(Math.min(wanted, cores), gate);
    }

    /// Makes sure that the library which decodes by these settings is there.
    ///
    /// @throws IllegalArgumentException if it is not, with the reason
    public static void requireDecoder(ImageProperties properties) {
        NativeDecoders.requireThere(properties.decoder(), NativeCache.folder());
    }

    /// Decodes, resizes and crops `upload`, the bytes of one file; waits until that is done.
    ///
    /// Decoding that has begun may go on after the deadline; its result is dropped.
    ///
    /// @param deadlineNanos a value of [System#nanoTime]
    /// @throws InterruptedException if the calling thread is interrupted; the work is withdrawn if
    ///   it has not begun
    /// @throws IllegalStateException if the preprocessor is closed
    public Preparation prepare(byte[] upload, Preprocessing preprocessing, long deadlineNanos)
            throws InterruptedException {
        ImageOrder order = new ImageOrder(upload, preprocessing, deadlineNanos);
        Step step =
                pool.run(() -> work(order, null), deadlineNanos)
                        .orElseGet(() -> new Finished(new TimedOut()));
        return switch (step) {
            case Finished(Preparation preparation) -> preparation;
            case ShortOfMemory(Footprint need) -> prepareLater(order, need);
        };
    }

    /// Takes no more uploads, and returns when those taken are done and the threads have ended.
    @Override
    public void close() {
        pool.close();
        idle.close();
    }

    /// What decodes here.
    public DecodersInUse decoders() {
        return natives.inUse();
    }

    /// What decoding holds and may hold.
    public DecodingMemory memory() {
        return memory;
    }

    /// Waits for memory on the caller's thread, so that the pool's are free for smaller images.
    private Preparation prepareLater(ImageOrder order, Footprint need) throws InterruptedException {
        return switch (memory.await(need, order.deadlineNanos())) {
            case Granted(Grant grant) -> prepareWith(grant, order);
            case Busy() -> new TimedOut();
            case Impossible impossible -> tooLarge(impossible);
        };
    }

    private Preparation prepareWith(Grant grant, ImageOrder order) throws InterruptedException {
        AtomicBoolean handedOver = new AtomicBoolean(); // whoever sets it closes the grant
        try {
            Step step =
                    pool.run(
                                    () ->
                                            handedOver.getAndSet(true)
                                                    ? new Finished(new TimedOut())
                                                    : work(order, grant),
                                    order.deadlineNanos())
                            .orElseGet(() -> new Finished(new TimedOut()));
            return switch (step) {
                case Finished(Preparation preparation) -> preparation;
                case ShortOfMemory _ -> throw new AssertionError("the memory is there");
            };
        } finally {
            if (!handedOver.getAndSet(true)) {
                grant.close();
            }
        }
    }

    /// @param given the memory for it; null if it is still to be taken
    private Step work(ImageOrder order, @Nullable Grant given) {
        long startNanos = System.nanoTime();
        DecoderResources resources = idle.take(order.deadlineNanos());
        Grant grant = given;
        try {
            ImageFile file = decoding.inspect(order.upload(), resources);
            if (grant == null) {
                Footprint need = decoding.footprint(file, order.preprocessing());
                switch (admit(need, resources)) {
                    case Busy() -> {
                        return new ShortOfMemory(need);
                    }
                    case Impossible impossible -> {
                        return new Finished(tooLarge(impossible));
                    }
                    case Granted(Grant taken) -> grant = taken;
                }
            }
            return new Finished(decoding.decode(file, order, resources, startNanos));
        } catch (RefusedImageException e) {
            return new Finished(rejected(e));
        } catch (CancellationException _) {
            return new Finished(new TimedOut());
        } catch (OutOfMemoryError e) {
            // What the decoder held is garbage by now, so the service is well.
            return new Finished(tooLarge(order.upload().length, e));
        } catch (IOException | RuntimeException | VirtualMachineError e) {
            // Damaged data makes the JDK's readers throw nearly anything, and recurse nearly
            // without end.
            LOGGER.debug("An image of {} bytes cannot be decoded", order.upload().length, e);
            return new Finished(rejected(RefusedImageException.damaged()));
        } finally {
            idle.putBack(resources);
            if (grant != null) {
                giveBack(grant);
            }
        }
    }

    /// What idle resources keep of other images counts as taken, so it goes before this one is
    /// refused.
    private MemoryAdmission admit(Footprint need, DecoderResources resources) {
        MemoryAdmission admission = memory.take(need);
        if (admission instanceof Granted || resources.heldBytes() == 0) {
            return admission;
        }
        resources.close();
        return memory.take(need);
    }

    private static void giveBack(Grant grant) {
        if (grant.nativeBytes() > NativeLimit.LEFT_BYTES) {
            FreedMemory.giveBack();
        }
        grant.close();
    }

    private static Rejected rejected(RefusedImageException refused) {
        return new Rejected(refused.reason(), refused.detail());
    }

    private static Rejected tooLarge(Impossible impossible) {
        return new Rejected(
                Rejection.TOO_LARGE,
                "image needs %d MB of memory to decode, there are %d MB"
                        .formatted(
                                Math.ceilDiv(impossible.neededBytes(), MEGABYTE),
                                impossible.thereBytes() / MEGABYTE));
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

    /// How far an order has come.
    private sealed interface Step {}

    private record Finished(Preparation preparation) implements Step {}

    private record ShortOfMemory(Footprint need) implements Step {}
}
