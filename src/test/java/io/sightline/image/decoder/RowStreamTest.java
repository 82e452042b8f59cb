package io.sightline.image.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.image.Fixtures;
import io.sightline.image.format.JpegFile;
import io.sightline.image.pixels.Extent;
import io.sightline.image.pixels.Scratch;
import io.sightline.image.resize.Preprocessing;
import io.sightline.image.resize.Resampler;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Streaming rests on how the JDK's decoder is made, so it is held against plain decoding.
class RowStreamTest {

    @Test
    void givesThePixelsThatPlainDecodingGives() throws IOException {
        JpegFile file = jpeg("chelsea.jpg");
        Resampler resampler = file.resampler(Preprocessing.IMAGENET);

        file.decodeInto(resampler);

        assertThat(resampler.result())
                .isEqualTo(
                        Resampler.resample(file.decode(), Preprocessing.IMAGENET, new Scratch()));
    }

    @ParameterizedTest
    @CsvSource({
        "chelsea.jpg, true",
        "coffee_progressive.jpg, false",
        "grey.jpg, false",
        "cmyk.jpg, false"
    })
    void takesWhatComesOnceAndInColour(String name, boolean streamable) throws IOException {
        assertThat(jpeg(name).isStreamable()).isEqualTo(streamable);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3})
    void refusesARowThatIsNotDue(int top) {
        RowStream rows =
                new RowStream(
                        4,
                        4,
                        new Resampler(Extent.full(4, 4), Preprocessing.IMAGENET, new Scratch()));
        WritableRaster row = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 4, 1, 3, null);
        rows.setRect(0, 0, row);

        assertThatThrownBy(() -> rows.setRect(0, top, row))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("row %d came where 1 is due".formatted(top));
        assertThat(rows.isComplete()).isFalse();
    }

    private static JpegFile jpeg(String name) throws IOException {
        return JpegFile.inspect(
                Fixtures.bytes(name), Fixtures.LIMITS, Fixtures.resources(DecoderChoice.JDK));
    }
}
