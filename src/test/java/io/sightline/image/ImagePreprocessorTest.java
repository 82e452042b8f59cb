package io.sightline.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.image.Preparation.Prepared;
import io.sightline.image.Preparation.TimedOut;
import io.sightline.image.resize.Preprocessing;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ImagePreprocessorTest {

    @AutoClose
    private final ImagePreprocessor preprocessor = new ImagePreprocessor(Fixtures.DEFAULTS);

    @Test
    void preparesATensorOfTheCropAndSaysWhatItTook() throws InterruptedException {
        Preparation preparation = prepare(preprocessor, inAMinute());

        assertThat(preparation)
                .isInstanceOfSatisfying(
                        Prepared.class,
                        it -> {
                            assertThat(it.tensor().size()).isEqualTo(224);
                            assertThat(it.decode()).isPositive();
                            assertThat(it.resize()).isPositive();
                        });
    }

    @Test
    void decodesNothingOnceTheDeadlineHasPassed() throws InterruptedException {
        Preparation preparation = prepare(preprocessor, System.nanoTime() - 1);

        assertThat(preparation).isEqualTo(new TimedOut());
    }

    @Test
    void refusesUploadsOnceClosed() {
        ImagePreprocessor closed = new ImagePreprocessor(Fixtures.DEFAULTS);
        closed.close();

        assertThatThrownBy(() -> prepare(closed, inAMinute()))
                .isInstanceOf(IllegalStateException.class);
    }

    private static Preparation prepare(ImagePreprocessor preprocessor, long deadlineNanos)
            throws InterruptedException {
        return preprocessor.prepare(
                Fixtures.bytes("chelsea.jpg"), Preprocessing.IMAGENET, deadlineNanos);
    }

    private static long inAMinute() {
        return System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    }
}
