package io.sightline.cli;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import javax.imageio.ImageIO;

/// A synthetic picture that costs about as much to decode as a photograph of its size.
final class MadeUpImage {

    private static final int WIDTH = 500;
    private static final int HEIGHT = 375;

    /// The maximum noise added to a sample, chosen so that the file has about 50 KB.
    private static final int GRAIN = 40;

    private MadeUpImage() {}

    /// The bytes of the JPEG, the same on every call.
    static byte[] jpeg() throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int grey = wave(x, 37) + wave(y, 53) + random.nextInt(GRAIN);
                image.setRGB(x, y, grey << 16 | grey << 8 | wave(x + y, 71) * 2);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", bytes);
        return bytes.toByteArray();
    }

    /// A sine wave from 0 to 100.
    private static int wave(int position, int period) {
        return (int) (50 + 50 * Math.sin(position * 2 * Math.PI / period));
    }
}
