package io.sightline.image;

import io.sightline.image.decoder.DecoderChoice;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/// What an image may be, and how many are decoded at once (`sightline.image.*`).
///
/// @param maxPixels most pixels of an image, width times height; 1 to 500 million
/// @param maxSide most pixels of either side of an image; 1 to 65,535
/// @param maxScans most scans of a progressive JPEG, of which ordinary ones have about ten; 1 to
///   1,000
/// @param decoderThreads images decoded and resized at the same time; 0 to 1,024, and never more
///   than there are processors. 0 is one a processor
/// @param orientation whether the orientation that a camera stores beside the pixels is applied:
///   `apply`, or `ignore`, which leaves a photograph as it is stored, as torchvision's loader does
/// @param decoder which library decodes JPEG: `turbojpeg` (the system's), `leptonica` (in the jar),
///   `jdk`, or `auto`: the first of them that is there. One that is asked for and not there is an
///   error. `jdk` decodes nothing natively and reads no WebP
/// @param scaledDecoding whether large JPEGs are decoded at a half, a quarter or an eighth of their
///   size where a native library decodes them: up to half the time, and levels that differ a little
///   from Pillow's
@ConfigurationProperties("sightline.image")
public record ImageProperties(
        @DefaultValue("64000000") int maxPixels,
        @DefaultValue("65500") int maxSide,
        @DefaultValue("100") int maxScans,
        @DefaultValue("0") int decoderThreads,
        @DefaultValue("apply") OrientationPolicy orientation,
        @DefaultValue("auto") DecoderChoice decoder,
        @DefaultValue("false") boolean scaledDecoding) {

    public ImageProperties {
        // Four samples of a pixel must stay below the longest Java array.
        requireBetween("max-pixels", maxPixels, 1, 500_000_000);
        requireBetween("max-side", maxSide, 1, 65_535);
        requireBetween("max-scans", maxScans, 1, 1_000);
        requireBetween("decoder-threads", decoderThreads, 0, 1_024);
    }

    /// The settings of a machine where nothing is set.
    public static ImageProperties defaults() {
        return new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("sightline.image", ImageProperties.class);
    }

    private static void requireBetween(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "%s is %d, must be from %d to %d".formatted(name, value, min, max));
        }
    }
}
