package io.sightline.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.image.resize.Preprocessing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The files of `src/test/resources/variants`, against Pillow's reading of them.
class VariantsTest {

    private static final Path FOLDER = Path.of("src/test/resources/variants");
    private static final String READING = ".png";

    @AutoClose private final Preprocessor preprocessor = new Preprocessor(Fixtures.DEFAULTS);

    @ParameterizedTest
    @MethodSource
    void readsTheFileAsPillowDoes(String name) throws Exception {
        byte[] upload = Files.readAllBytes(FOLDER.resolve(name));
        byte[] reading = Files.readAllBytes(FOLDER.resolve(name + READING));

        byte[] crop = preprocessor.crop(upload, Preprocessing.IMAGENET);

        byte[] wanted = preprocessor.crop(reading, Preprocessing.IMAGENET);
        assertThat(Arrays.mismatch(crop, wanted)).as("the first sample that differs").isNegative();
    }

    static List<String> readsTheFileAsPillowDoes() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> Files.exists(FOLDER.resolve(name + READING)))
                    .sorted()
                    .toList();
        }
    }
}
