package io.sightline.image;

import io.sightline.image.Preparation.Prepared;
import io.sightline.image.format.DecoderResources;
import io.sightline.image.format.ImageFile;
import io.sightline.image.format.JpegFile;
import io.sightline.image.header.ImageLimits;
import io.sightline.image.pixels.Footprint;
import io.sightline.image.pixels.Orientation;
import io.sightline.image.pixels.OrientedRows;
import io.sightline.image.pixels.PixelRows;
import io.sightline.image.pixels.RefusedImageException;
import io.sightline.image.pixels.TimedRows;
import io.sightline.image.resize.ImageTensor;
import io.sightline.image.resize.Normalisation;
import io.sightline.image.resize.Preprocessing;
import io.sightline.image.resize.Resampler;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The way from an upload to a tensor, by the settings of the service. Thread-safe; each image is
/// with resources of its own.
final class Decoding {

    /// How much larger than after resizing a reduced image still is: less is seen in the result.
    private static final int REDUCED_MARGIN = 2;

    private final Map<Preprocessing, Normalisation> normalisations = new ConcurrentHashMap<>();
    private final ImageLimits limits;
    private final OrientationPolicy orientation;
    private final boolean scaledDecoding;

    Decoding(ImageProperties properties) {
        this.limits =
                new ImageLimits(
                        properties.maxPixels(), properties.maxSide(), properties.maxScans());
        this.orientation = properties.orientation();
        this.scaledDecoding = properties.scaledDecoding();
    }

    /// Reads and checks the header.
    ImageFile inspect(byte[] upload, DecoderResources resources) throws RefusedImageException {
        return ImageFile.inspect(upload, limits, resources);
    }

    /// The most memory that [#decode] takes.
    Footprint footprint(ImageFile file, Preprocessing preprocessing) throws RefusedImageException {
        return scaledDecoding && file instanceof JpegFile jpeg
                ? jpeg.footprintReduced(minSide(preprocessing))
                : file.footprint();
    }

    /// Decodes, resizes and crops.
    ///
    /// What is given after the deadline may be anything.
    ///
    /// @param resources those it was inspected with
    /// @param startNanos when that began, a value of [System#nanoTime]
    /// @throws java.util.concurrent.CancellationException if it is noticed that the deadline passed
    Prepared decode(ImageFile file, ImageOrder order, DecoderResources resources, long startNanos)
            throws IOException {
        Preprocessing preprocessing = order.preprocessing();
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
            try (PixelRows stored = rows(file, preprocessing)) {
                long decodedNanos = System.nanoTime();
                PixelRows upright = OrientedRows.of(stored, turn, resources.scratch());
                PixelRows timed = new TimedRows(upright, order.deadlineNanos());
                pixels = Resampler.resample(timed, preprocessing, resources.scratch());
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

    private PixelRows rows(ImageFile file, Preprocessing preprocessing) throws IOException {
        return scaledDecoding && file instanceof JpegFile jpeg
                ? jpeg.decodeReduced(minSide(preprocessing))
                : file.decode();
    }

    private static long minSide(Preprocessing preprocessing) {
        return (long) REDUCED_MARGIN * preprocessing.resize();
    }
}
