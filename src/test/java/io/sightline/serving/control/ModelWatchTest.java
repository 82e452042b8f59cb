package io.sightline.serving.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.repository.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelWatchTest {

    @TempDir private Path directory;

    private Opened models;
    private ModelWatch watch;

    @BeforeEach
    void open() throws Exception {
        write("a/1", 1);
        models = Opened.serve(directory, "a");
        watch = new ModelWatch(models.updates());
    }

    @AfterEach
    void close() {
        models.close();
    }

    @Test
    void loadsAChangeThatItSeesTwiceAlike() throws Exception {
        check(3);
        write("a/2", 2);

        check(1);
        assertThat(models.number("a")).isEqualTo(1);
        check(1);
        assertThat(models.number("a")).isEqualTo(2);
    }

    @Test
    void waitsWhileAFolderIsBeingWritten() throws Exception {
        write("a/2", 2);
        check(1);
        write("a/2", 3);
        check(1);
        assertThat(models.number("a")).isEqualTo(1);

        check(1);
        assertThat(models.number("a")).isEqualTo(2);
    }

    @Test
    void leavesAFolderWithoutACardAlone() throws Exception {
        write("elsewhere", 2);
        Path folder = Files.createDirectory(directory.resolve("a/2"));
        Files.copy(
                directory.resolve("elsewhere/weights.safetensors"),
                folder.resolve("weights.safetensors"));
        check(3);
        assertThat(models.number("a")).isEqualTo(1);
        assertThat(models.failures("a")).isEmpty();

        Files.copy(directory.resolve("elsewhere/labels.txt"), folder.resolve("labels.txt"));
        Files.copy(directory.resolve("elsewhere/model.json"), folder.resolve("model.json"));
        check(2);
        assertThat(models.number("a")).isEqualTo(2);
    }

    @Test
    void triesHalfAFolderQuietlyThenTellsOnceAndTakesItWhenItIsWhole() throws Exception {
        ModelFolder folder = write("a/2", 2);
        Path weights = directory.resolve("a/2/weights.safetensors");
        byte[] whole = Files.readAllBytes(weights);
        folder.delete("weights.safetensors");

        check(2);
        assertThat(models.failures("a")).as("first attempt").isEmpty();
        check(1);
        assertThat(models.failures("a"))
                .extracting(failure -> failure.reason())
                .containsExactly(
                        "model a:2 cannot be loaded: file weights.safetensors is not there");
        check(3);
        assertThat(models.failuresCounted("a")).isEqualTo(1);
        assertThat(models.number("a")).isEqualTo(1);

        Files.write(weights, whole);
        check(2);
        assertThat(models.number("a")).isEqualTo(2);
        assertThat(models.failures("a")).isEmpty();
    }

    @Test
    void tellsAtOnceOfAVersionThatAnswersWronglyAndDoesNotTryItAgain() throws Exception {
        models.checkWith((_, _) -> Optional.of("it is wrong"));
        write("a/2", 2);

        check(6);

        assertThat(models.failuresCounted("a")).isEqualTo(1);
        assertThat(models.number("a")).isEqualTo(1);
    }

    @Test
    void goesBackWhenTheNewestVersionIsTakenAway() throws Exception {
        write("a/2", 2);
        check(2);
        Files.delete(directory.resolve("a/2/model.json"));

        check(2);

        assertThat(models.number("a")).isEqualTo(1);
    }

    /// As Kubernetes exchanges a ConfigMap: files are links through a link to a folder, which is
    /// renamed over the old one.
    @Test
    void followsALinkThatIsExchanged() throws Exception {
        write("mounted/..first", 1);
        write("mounted/..second", 2);
        Path mounted = directory.resolve("mounted");
        Files.createSymbolicLink(mounted.resolve("..data"), Path.of("..first"));
        for (String file : new String[] {"model.json", "labels.txt", "weights.safetensors"}) {
            Files.createSymbolicLink(mounted.resolve(file), Path.of("..data", file));
        }
        models.updates().load("mounted");
        String first = models.version("mounted");

        Files.createSymbolicLink(mounted.resolve("..next"), Path.of("..second"));
        Files.move(
                mounted.resolve("..next"),
                mounted.resolve("..data"),
                StandardCopyOption.ATOMIC_MOVE);
        check(2);

        assertThat(models.version("mounted")).isNotEqualTo(first);
    }

    @Test
    void followsALinkToAnotherFolder() throws Exception {
        write(".releases/1", 1);
        write(".releases/2", 2);
        Path link = directory.resolve("linked");
        Files.createSymbolicLink(link, Path.of(".releases", "1"));
        models.updates().load("linked");
        String first = models.version("linked");

        Files.delete(link);
        Files.createSymbolicLink(link, Path.of(".releases", "2"));
        check(2);

        assertThat(models.version("linked")).isNotEqualTo(first);
    }

    @Test
    void leavesAModelThatWasUnloadedAlone() throws Exception {
        write("b", 1);
        models.updates().load("b");
        models.updates().unload("a");
        write("a/2", 2);

        check(3);

        assertThat(models.number("a")).isEqualTo(-1);
    }

    private ModelFolder write(String folder, int answer) throws IOException {
        return TinyModels.write(directory.resolve(folder), answer);
    }

    private void check(int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            watch.check();
        }
    }
}
