package io.sightline.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/// The images in `src/test/resources/images`, and the limits they are read under.
final class Fixtures {

    static final ImageProperties DEFAULTS =
            new ImageProperties(64_000_000, 65_500, 100, 0, OrientationPolicy.APPLY);

    static final ImageLimits LIMITS = new ImageLimits(DEFAULTS);

    private Fixtures() {}

    static byte[] bytes(String name) {
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
