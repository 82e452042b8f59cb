package io.sightline.image.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeDecodersTest {

    private static final List<PosixFilePermission> BY_OTHERS =
            List.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    @TempDir private Path folder;

    @Test
    void decodesNothingNativelyIfTold() throws IOException {
        NativeDecoders decoders = NativeDecoders.load(DecoderChoice.JDK, folder);

        assertThat(decoders.inUse()).isEqualTo(new DecodersInUse("jdk", "none"));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void unpacksLeptonicaSoThatOnlyItsOwnerCanChangeIt() throws IOException {
        Path cache = folder.resolve("made/here");

        NativeDecoders decoders = NativeDecoders.load(DecoderChoice.LEPTONICA, cache);

        assertThat(decoders.inUse()).isEqualTo(new DecodersInUse("leptonica", "leptonica"));
        assertThat(files(cache)).singleElement().asString().matches(".*/libleptonica-\\w{16}\\.so");
        assertThat(Files.getPosixFilePermissions(cache)).doesNotContainAnyElementsOf(BY_OTHERS);
        assertThat(Files.getPosixFilePermissions(files(cache).getFirst()))
                .doesNotContainAnyElementsOf(BY_OTHERS);
    }

    @Test
    void usesWhatIsUnpackedAlready() throws Exception {
        Path unpacked = LeptonicaFile.in(folder);
        Object key = Files.readAttributes(unpacked, "unix:ino");

        Path again = LeptonicaFile.in(folder);

        assertThat(again).isEqualTo(unpacked);
        assertThat(Files.readAttributes(again, "unix:ino")).isEqualTo(key);
    }

    @Test
    void replacesAFileThatIsNotWhatTheJarHolds() throws Exception {
        Path unpacked = LeptonicaFile.in(folder);
        byte[] library = Files.readAllBytes(unpacked);
        Files.write(unpacked, new byte[] {1, 2, 3});

        Path again = LeptonicaFile.in(folder);

        assertThat(again).isEqualTo(unpacked).hasBinaryContent(library);
    }

    @Test
    void doesWithoutLeptonicaWhereNothingCanBeWritten() throws IOException {
        NativeDecoders decoders = NativeDecoders.load(DecoderChoice.AUTO, unwritable());

        assertThat(decoders.inUse().webp()).isEqualTo("none");
    }

    @Test
    void doesNotStartWithoutWhatIsAskedForByName() throws IOException {
        Path unwritable = unwritable();

        assertThatThrownBy(() -> NativeDecoders.load(DecoderChoice.LEPTONICA, unwritable))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(
                        "sightline.image.decoder is leptonica, but leptonica's library cannot be"
                                + " written to");
    }

    @Test
    void tellsBeforeTheStartThatWhatIsAskedForByNameIsNotThere() throws IOException {
        Path unwritable = unwritable();

        assertThatThrownBy(() -> NativeDecoders.requireThere(DecoderChoice.LEPTONICA, unwritable))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "decoder is leptonica, but leptonica's library cannot be written to");
    }

    @Test
    void needsNoLibraryUnlessItIsAskedForByName() throws IOException {
        Path unwritable = unwritable();

        assertThatCode(
                        () -> {
                            NativeDecoders.requireThere(DecoderChoice.AUTO, unwritable);
                            NativeDecoders.requireThere(DecoderChoice.JDK, unwritable);
                        })
                .doesNotThrowAnyException();
    }

    /// A folder below a file: not even the superuser can write there.
    private Path unwritable() throws IOException {
        return Files.createFile(folder.resolve("file")).resolve("cache");
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
