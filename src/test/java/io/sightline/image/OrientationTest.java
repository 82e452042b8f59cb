package io.sightline.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.image.decoder.DecoderChoice;
import io.sightline.image.resize.Interpolation;
import io.sightline.image.resize.Preprocessing;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The eight EXIF orientations of one square JPEG, against the pixels as they are stored.
class OrientationTest {

    private static final int SIZE = 256;
    private static final Preprocessing WHOLE =
            new Preprocessing(
                    SIZE,
                    SIZE,
                    Interpolation.BILINEAR,
                    Preprocessing.IMAGENET_MEAN,
                    Preprocessing.IMAGENET_DEVIATION);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void turnsTheImageAsExifSays(int orientation) throws Exception {
        byte[] stored = crop(noise(), OrientationPolicy.IGNORE);

        byte[] upright = crop(Uploads.oriented(noise(), orientation), OrientationPolicy.APPLY);

        assertThat(upright).isEqualTo(turned(stored, orientation));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 65_535})
    void leavesAnImageOfNoKnownOrientation(int orientation) throws Exception {
        byte[] stored = crop(noise(), OrientationPolicy.IGNORE);

        byte[] upright = crop(Uploads.oriented(noise(), orientation), OrientationPolicy.APPLY);

        assertThat(upright).isEqualTo(stored);
    }

    @Test
    void leavesTheImageWhereOrientationIsIgnored() throws Exception {
        byte[] stored = crop(noise(), OrientationPolicy.APPLY);

        byte[] ignored = crop(Uploads.oriented(noise(), 6), OrientationPolicy.IGNORE);

        assertThat(ignored).isEqualTo(stored);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 12, 15, 19, 24})
    void leavesAnImageWhoseExifIsDamaged(int at) throws Exception {
        byte[] stored = crop(noise(), OrientationPolicy.IGNORE);
        byte[] oriented = Uploads.oriented(noise(), 6);
        int exifData = 12;

        byte[] damaged = Uploads.patched(oriented, exifData + at, 0xff, 0xff);

        assertThat(crop(damaged, OrientationPolicy.APPLY)).hasSameSizeAs(stored);
    }

    @Test
    void readsADirectoryThatLiesBeyondItsFirstSegment() throws Exception {
        byte[] head = Uploads.ascii("Exif\0\0");
        byte[] start = Uploads.ascii("MM\0*\0\1\0\0");
        byte[] gap = new byte[(1 << 16) - start.length];
        byte[] directory = Uploads.ascii("\0\1\1\22\0\3\0\0\0\1\0\6\0\0");
        byte[] first = Uploads.joined(head, start, Arrays.copyOf(gap, 1 << 15));
        byte[] second = Uploads.joined(head, Uploads.from(gap, 1 << 15), directory);
        byte[] stored = noise();

        byte[] upload =
                Uploads.joined(
                        Arrays.copyOf(stored, 2),
                        application(first),
                        application(second),
                        Uploads.from(stored, 2));

        assertThat(crop(upload, OrientationPolicy.APPLY))
                .isEqualTo(crop(Uploads.oriented(stored, 6), OrientationPolicy.APPLY));
    }

    private static byte[] application(byte[] content) {
        int length = content.length + 2;
        byte[] marker = {(byte) 0xff, (byte) 0xe1, (byte) (length >> 8), (byte) length};
        return Uploads.joined(marker, content);
    }

    /// The pixel of the upright image at (row, column), by where EXIF says it is stored.
    private static byte[] turned(byte[] stored, int orientation) {
        byte[] turned = new byte[stored.length];
        int last = SIZE - 1;
        for (int row = 0; row < SIZE; row++) {
            for (int column = 0; column < SIZE; column++) {
                int from =
                        switch (orientation) {
                            case 1 -> row * SIZE + column;
                            case 2 -> row * SIZE + last - column;
                            case 3 -> (last - row) * SIZE + last - column;
                            case 4 -> (last - row) * SIZE + column;
                            case 5 -> column * SIZE + row;
                            case 6 -> (last - column) * SIZE + row;
                            case 7 -> (last - column) * SIZE + last - row;
                            default -> column * SIZE + last - row;
                        };
                System.arraycopy(stored, 3 * from, turned, 3 * (row * SIZE + column), 3);
            }
        }
        return turned;
    }

    private static byte[] crop(byte[] jpeg, OrientationPolicy policy) throws InterruptedException {
        ImageProperties properties =
                new ImageProperties(1_000_000, 1_000, 100, 1, policy, DecoderChoice.AUTO, false);
        try (Preprocessor preprocessor = new Preprocessor(properties)) {
            return preprocessor.crop(jpeg, WHOLE);
        }
    }

    private static byte[] noise() throws IOException {
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int i = 0; i < SIZE * SIZE; i++) {
            image.setRGB(i % SIZE, i / SIZE, random.nextInt());
        }
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, "jpeg", jpeg)).isTrue();
        return jpeg.toByteArray();
    }
}
