package io.sightline.image.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import javax.imageio.IIOException;
import org.junit.jupiter.api.Test;

class ImageReadersTest {

    @Test
    void tellsShortMemoryFromDamage() {
        OutOfMemoryError exhausted = new OutOfMemoryError("Java heap space");
        IOException failure = new IIOException("Error reading PNG image data", exhausted);

        assertThatThrownBy(() -> ImageReaders.unlessExhausted(failure)).isSameAs(exhausted);
    }

    @Test
    void leavesDamageAsItIs() {
        IOException failure = new IIOException("Error reading PNG image data", new EOFException());

        assertThat(ImageReaders.unlessExhausted(failure)).isSameAs(failure);
    }
}
