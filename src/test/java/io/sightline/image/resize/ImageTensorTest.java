package io.sightline.image.resize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferOverflowException;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class ImageTensorTest {

    private static final int SIZE = 16;

    @Test
    void writesEveryLevelOfEveryChannelByTheFormula() {
        float[] mean = {0.485f, 0.456f, 0.406f};
        float[] deviation = {0.229f, 0.224f, 0.225f};
        FloatBuffer target = FloatBuffer.allocate(SIZE * SIZE * 3);

        everyLevel().writeTo(target);

        for (int i = 0; i < target.capacity(); i++) {
            int level = i / 3;
            float expected = (level / 255f - mean[i % 3]) / deviation[i % 3];
            assertThat(target.get(i)).isEqualTo(expected);
        }
    }

    @Test
    void writesAtThePositionAndMovesIt() {
        FloatBuffer target = FloatBuffer.allocate(2 * SIZE * SIZE * 3);
        target.position(5);

        everyLevel().writeTo(target);

        assertThat(target.position()).isEqualTo(5 + SIZE * SIZE * 3);
        assertThat(target.get(4)).isZero();
        assertThat(target.get(5)).isEqualTo((0 - 0.485f) / 0.229f);
    }

    @Test
    void refusesABufferWithTooLittleRoom() {
        FloatBuffer target = FloatBuffer.allocate(SIZE * SIZE * 3 - 1);

        assertThatThrownBy(() -> everyLevel().writeTo(target))
                .isInstanceOf(BufferOverflowException.class);
    }

    /// 16 x 16 grey pixels, from black to white, one of each level.
    private static ImageTensor everyLevel() {
        byte[] pixels = new byte[SIZE * SIZE * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i / 3);
        }
        return new ImageTensor(pixels, SIZE, new Normalisation(Preprocessing.IMAGENET));
    }
}
