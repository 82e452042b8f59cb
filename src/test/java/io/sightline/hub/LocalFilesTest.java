package io.sightline.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sightline.hub.transfer.FetchFailedException;
import io.sightline.hub.transfer.FetchRules;
import io.sightline.hub.transfer.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFilesTest {

    @TempDir private Path folder;

    private static FetchedSource fetch(Object source) throws Exception {
        return new SourceFetcher(Map.of(), FetchRules.USUAL.offline(true))
                .fetch(Source.parse(source.toString()), Progress.SILENT);
    }

    private void write(String name, String content) throws Exception {
        Files.writeString(folder.resolve(name), content);
    }

    @Test
    void readsAFileWhereItIs() throws Exception {
        write("x.pth", "x");
        write("config.json", "{}");

        FetchedSource fetched = fetch(folder.resolve("x.pth"));

        assertThat(fetched)
                .isEqualTo(
                        new FetchedSource(
                                folder.resolve("x.pth"),
                                List.of(),
                                "x.pth",
                                new Licence.Untold(),
                                List.of()));
    }

    @Test
    void readsAFolderAsARepository() throws Exception {
        write("pytorch_model.bin", "x");
        write("config.json", "{}");
        write("README.md", "---\nlicense:\n- mit\n---\n");
        write("optimizer.pt", "x");

        FetchedSource fetched = fetch(folder.toUri());

        assertThat(fetched.weights()).isEqualTo(folder.resolve("pytorch_model.bin"));
        assertThat(fetched.beside())
                .containsExactly(folder.resolve("config.json"), folder.resolve("README.md"));
        assertThat(fetched.licence()).isEqualTo(new Licence.Told("mit"));
        assertThat(fetched.provenance()).isEqualTo(folder.getFileName().toString());
    }

    @Test
    void readsTheShardsOfAFolder() throws Exception {
        write("model.safetensors.index.json", "{\"weight_map\": {\"a\": \"x-1.safetensors\"}}");
        write("x-1.safetensors", "x");

        assertThat(fetch(folder).beside()).containsExactly(folder.resolve("x-1.safetensors"));
    }

    @Test
    void refusesAFolderThatLacksAShard() throws Exception {
        write("model.safetensors.index.json", "{\"weight_map\": {\"a\": \"x-1.safetensors\"}}");

        assertThatExceptionOfType(FetchFailedException.class)
                .isThrownBy(() -> fetch(folder))
                .withMessage(
                        "model.safetensors.index.json names x-1.safetensors, which must be beside"
                                + " it");
    }

    @Test
    void refusesAFolderWithoutWeights() {
        assertThatExceptionOfType(FetchFailedException.class)
                .isThrownBy(() -> fetch(folder))
                .withMessageEndingWith("; it has: nothing");
    }

    @Test
    void refusesWhatIsNotThere() {
        assertThatExceptionOfType(FetchFailedException.class)
                .isThrownBy(() -> fetch("./none.pth"))
                .withMessage("./none.pth is not there, must be a file or a folder");
    }

    @Test
    void refusesAnIndexWithoutFiles() throws Exception {
        write("model.safetensors.index.json", "[]");

        assertThatExceptionOfType(FetchFailedException.class)
                .isThrownBy(() -> fetch(folder))
                .withMessageContaining("names 0 files in its weight_map, must name 1 to 1000");
    }

    @Test
    void leavesPackagesOfNpmToTheirImport() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fetch("npm:a/b"))
                .withMessage("source is npm:a/b, must be imported");
    }
}
