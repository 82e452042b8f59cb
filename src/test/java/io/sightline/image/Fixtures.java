package io.sightline.image;

import io.sightline.image.decoder.DecoderChoice;
import io.sightline.image.decoder.NativeCache;
import io.sightline.image.decoder.NativeDecoders;
import io.sightline.image.format.DecoderResources;
import io.sightline.image.format.ImageReaders;
import io.sightline.image.header.ImageLimits;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/// The images in `src/test/resources/images`, and the limits they are read under.
public final class Fixtures {

    public static final ImageProperties DEFAULTS = settings(DecoderChoice.AUTO);

    public static final ImageLimits LIMITS =
            new ImageLimits(DEFAULTS.maxPixels(), DEFAULTS.maxSide(), DEFAULTS.maxScans());

    private Fixtures() {}

    /// The defaults, but with `decoder`.
    public static ImageProperties settings(DecoderChoice decoder) {
        return new ImageProperties(
                64_000_000, 65_500, 100, 0, OrientationPolicy.APPLY, decoder, false);
    }

    /// What a thread decodes with under `choice`.
    public static DecoderResources resources(DecoderChoice choice) {
        return new DecoderResources(
                new ImageReaders(), NativeDecoders.load(choice, NativeCache.folder()));
    }

    /// The decoders of JPEG that this machine has; turbojpeg is the system's, where installed.
    static Stream<DecoderChoice> decodersHere() {
        return Stream.of(DecoderChoice.TURBOJPEG, DecoderChoice.LEPTONICA, DecoderChoice.JDK)
                .filter(Fixtures::isHere);
    }

    private static boolean isHere(DecoderChoice choice) {
        try {
            return NativeDecoders.load(choice, NativeCache.folder()) != null;
        } catch (IllegalStateException _) {
            return false;
        }
    }

    public static byte[] bytes(String name) {
        try (InputStream stream = Fixtures.class.getResourceAsStream("/images/" + name)) {
            if (stream == null) {
                throw new AssertionError("no image named %s".formatted(name));
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The samples (row, column, channel) of a crop that Pillow made.
    static byte[] crop(String name) throws IOException {
        try (InputStream stream = Fixtures.class.getResourceAsStream("/images/" + name)) {
            BufferedImage image = ImageIO.read(stream);
            int[] samples =
                    image.getRaster()
                            .getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
            byte[] crop = new byte[samples.length];
            for (int i = 0; i < crop.length; i++) {
                crop[i] = (byte) samples[i];
            }
            return crop;
        }
    }
}
