package io.sightline.engine.workaround;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Has somebody look at the workarounds whenever a library changes whose faults they are about.
class WorkaroundsTest {

    private static final Path SOURCES = Path.of("src/main/java/io/sightline/engine/workaround");

    /// If this fails, a library was raised: see for each class of the package what it is needed
    /// until. Take away what is not needed any more, then enter the new versions here.
    @Test
    void areLookedAtWhenALibraryChanges() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));

        // oneDNN and libgomp are inside PyTorch's library
        assertThat(pom).contains("<pytorch.version>2.7.1<", "<djl.version>0.36.0<");
    }

    @ParameterizedTest
    @MethodSource("workarounds")
    void sayTheFaultAReferenceAndHowLong(Path workaround) throws IOException {
        assertThat(Files.readString(workaround))
                .contains("\n/// Fault: ", "\n/// Upstream: ", "\n/// Needed until: ")
                .contains("](https://github.com/");
    }

    private static List<Path> workarounds() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.filter(file -> !file.endsWith("package-info.java")).toList();
        }
    }
}
