package io.sightline.image;

import io.sightline.image.Preparation.Prepared;
import io.sightline.image.decoder.DecoderChoice;
import io.sightline.image.decoder.NativeCache;
import io.sightline.image.decoder.NativeDecoders;
import io.sightline.image.format.DecoderResources;
import io.sightline.image.format.ImageFile;
import io.sightline.image.format.ImageReaders;
import io.sightline.image.header.ImageLimits;
import io.sightline.image.pixels.PixelRows;
import io.sightline.image.pixels.RefusedImageException;
import io.sightline.image.resize.ImageTensor;
import io.sightline.image.resize.Normalisation;
import io.sightline.image.resize.Preprocessing;
import io.sightline.image.resize.Resampler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// From the bytes of a file to the floats of its tensor: all of it, and its two halves.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(3)
public class PreprocessingBenchmark {

    private static final Preprocessing IMAGENET = Preprocessing.IMAGENET;

    /// The name of a [Photograph].
    @Param({"SMALL", "TWELVE_MEGAPIXELS"})
    public String photograph = Photograph.SMALL.name();

    /// The name of a [DecoderChoice].
    @Param({"AUTO"})
    public String decoder = DecoderChoice.AUTO.name();

    /// Whether large JPEGs are decoded at a fraction of their size.
    @Param({"false"})
    public boolean scaled;

    private final Normalisation normalisation = new Normalisation(IMAGENET);
    private final FloatBuffer target =
            ByteBuffer.allocateDirect(3 * IMAGENET.crop() * IMAGENET.crop() * Float.BYTES)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
    private ImageLimits limits;
    private DecoderResources resources;
    private ImagePreprocessor preprocessor;
    private byte[] upload;
    private PixelRows decoded;
    private ImageTensor tensor;

    /// Makes the photograph.
    @Setup
    public void open() throws Exception {
        ImageProperties properties =
                new ImageProperties(
                        64_000_000,
                        65_500,
                        100,
                        1,
                        OrientationPolicy.APPLY,
                        DecoderChoice.valueOf(decoder),
                        scaled);
        limits =
                new ImageLimits(
                        properties.maxPixels(), properties.maxSide(), properties.maxScans());
        preprocessor = new ImagePreprocessor(properties);
        upload = Photograph.valueOf(photograph).file();
        resources =
                new DecoderResources(
                        new ImageReaders(),
                        NativeDecoders.load(properties.decoder(), NativeCache.folder()));
        decoded = file().decode();
        tensor =
                new ImageTensor(
                        Resampler.resample(decoded, IMAGENET, resources.scratch()),
                        IMAGENET.crop(),
                        normalisation);
    }

    /// What the service does with an upload, but for the last copy into a batch.
    @Benchmark
    public FloatBuffer whole() throws InterruptedException {
        long deadlineNanos = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        return switch (preprocessor.prepare(upload, IMAGENET, deadlineNanos)) {
            case Prepared prepared -> written(prepared.tensor());
            case Preparation other -> throw new AssertionError(other);
        };
    }

    /// Header and pixels.
    @Benchmark
    public int decode() throws IOException {
        try (PixelRows rows = file().decode()) {
            return rows.height();
        }
    }

    /// Decoded pixels to floats: resize, crop, normalise.
    @Benchmark
    public FloatBuffer resize() {
        byte[] pixels = Resampler.resample(decoded, IMAGENET, resources.scratch());
        return written(new ImageTensor(pixels, IMAGENET.crop(), normalisation));
    }

    /// The last copy: bytes to normalised floats in the batch.
    @Benchmark
    public FloatBuffer fill() {
        return written(tensor);
    }

    private ImageFile file() throws RefusedImageException {
        return ImageFile.inspect(upload, limits, resources);
    }

    private FloatBuffer written(ImageTensor tensor) {
        tensor.writeTo(target.clear());
        return target;
    }

    /// Ends the decoder's threads.
    @TearDown
    public void close() {
        preprocessor.close();
        decoded.close();
        resources.close();
    }
}
