package io.sightline.image;

import io.sightline.image.decoder.WebpEncoder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/// Files to measure with, made of a photograph of the tests' (CC0).
///
/// The photograph is cut or tiled with its mirror images, never enlarged: that would take away the
/// detail a decoder has to work for.
public enum Photograph {
    /// The size of a typical picture of ImageNet.
    SMALL(500, 375, "JPEG"),
    /// What a telephone takes.
    TWELVE_MEGAPIXELS(4_032, 3_024, "JPEG"),
    /// The same, coded in several scans.
    TWELVE_MEGAPIXELS_PROGRESSIVE(4_032, 3_024, "progressive JPEG"),
    /// A picture of a web page.
    PNG(1_024, 768, "PNG"),
    /// The same, lossy.
    WEBP(1_024, 768, "WebP");

    private static final String SOURCE = "/images/coffee.png";
    private static final float QUALITY = 0.75f;

    private final int width;
    private final int height;

    private final String format;

    Photograph(int width, int height, String format) {
        this.width = width;
        this.height = height;
        this.format = format;
    }

    /// The bytes of the file.
    public byte[] file() throws Exception {
        BufferedImage image = tiled(source());
        return switch (this) {
            case SMALL, TWELVE_MEGAPIXELS -> jpeg(image, ImageWriteParam.MODE_DISABLED);
            case TWELVE_MEGAPIXELS_PROGRESSIVE -> jpeg(image, ImageWriteParam.MODE_DEFAULT);
            case PNG -> png(image);
            case WEBP -> WebpEncoder.lossy(image);
        };
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    private static byte[] jpeg(BufferedImage image, int progressive) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam settings = writer.getDefaultWriteParam();
            settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setCompressionQuality(QUALITY);
            settings.setProgressiveMode(progressive);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), settings);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /// For example `500 x 375 JPEG`.
    @Override
    public String toString() {
        return "%d x %d %s".formatted(width, height, format);
    }

    private static BufferedImage source() throws IOException {
        try (InputStream file = Photograph.class.getResourceAsStream(SOURCE)) {
            return ImageIO.read(file);
        }
    }

    private BufferedImage tiled(BufferedImage tile) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(
                        x, y, tile.getRGB(fold(x, tile.getWidth()), fold(y, tile.getHeight())));
            }
        }
        return image;
    }

    /// Runs from 0 to `length` - 1, back again, and so on.
    private static int fold(int position, int length) {
        int within = position % (2 * length);
        return within < length ? within : 2 * length - 1 - within;
    }
}
