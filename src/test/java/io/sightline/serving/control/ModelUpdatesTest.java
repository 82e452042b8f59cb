package io.sightline.serving.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.serving.control.Update.Failed;
import io.sightline.serving.control.Update.Loaded;
import io.sightline.serving.control.Update.Refused;
import io.sightline.serving.control.Update.Unchanged;
import io.sightline.serving.control.Update.Unknown;
import io.sightline.serving.control.Update.Unloaded;
import io.sightline.serving.version.LoadFailure;
import io.sightline.serving.version.ModelVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelUpdatesTest {

    @TempDir private Path directory;

    @BeforeEach
    void writeTheFirstVersion() throws IOException {
        write(1);
    }

    @Test
    void movesToANewVersionAndClosesTheOld() throws Exception {
        try (Opened models = Opened.serve(directory, "a")) {
            write(2);

            Update update = models.updates().load("a");

            assertThat(update).isInstanceOf(Loaded.class);
            assertThat(((Loaded) update).versions())
                    .extracting(ModelVersion::number)
                    .containsExactly(2);
            assertThat(models.number("a")).isEqualTo(2);
            assertThat(models.number("a:1")).isEqualTo(-1);
        }
    }

    @Test
    void keepsWhatIsServedAsItIs() throws Exception {
        try (Opened models = Opened.serve(directory, "a")) {
            assertThat(models.updates().load("a")).isEqualTo(new Unchanged());
            assertThat(models.updates().reload("a")).isInstanceOf(Loaded.class);
            assertThat(models.updates().load("a")).isEqualTo(new Unchanged());
        }
    }

    @Test
    void loadsAVersionWhoseFilesChanged() throws Exception {
        try (Opened models = Opened.serve(directory, "a")) {
            String before = models.version("a");
            TinyModels.write(directory.resolve("a/1"), 7);

            assertThat(models.updates().load("a")).isInstanceOf(Loaded.class);
            assertThat(models.version("a")).isNotEqualTo(before);
        }
    }

    @Test
    void loadsTheVersionsThatTheSettingsChooseAndNoOther() throws Exception {
        write(2);
        try (Opened models = Opened.serve(directory, "a", 1, 2)) {
            write(3);

            assertThat(models.updates().load("a")).isEqualTo(new Unchanged());
            TinyModels.write(directory.resolve("a/2"), 7);
            String first = models.version("a");
            String second = models.version("a:canary");
            assertThat(models.updates().load("a")).isInstanceOf(Loaded.class);
            assertThat(models.version("a")).isEqualTo(first);
            assertThat(models.version("a:canary")).isNotEqualTo(second);
        }
    }

    @Test
    void keepsTheOldVersionIfTheNewOneIsDamagedAndSaysWhy() throws Exception {
        try (Opened models = Opened.serve(directory, "a")) {
            TinyModels.write(directory.resolve("a/2"), 2).forgetDigest();

            Update update = models.updates().load("a");

            assertThat(update).isInstanceOf(Failed.class);
            assertThat(((Failed) update).reason())
                    .startsWith("model a:2 cannot be loaded: SHA-256 of weights.safetensors is ");
            assertThat(models.number("a")).isEqualTo(1);
            assertThat(models.failures("a"))
                    .containsExactly(new LoadFailure(Opened.NOW, ((Failed) update).reason()));
            assertThat(models.failuresCounted("a")).isEqualTo(1);

            write(2);
            models.updates().load("a");
            assertThat(models.failures("a")).isEmpty();
        }
    }

    @Test
    void keepsTheOldVersionIfTheNewOneAnswersWrongly() throws Exception {
        try (Opened models = Opened.serve(directory, "a")) {
            write(2);
            models.checkWith(
                    (model, _) ->
                            model.description().number() == 2
                                    ? Optional.of("it takes cats for dogs")
                                    : Optional.empty());

            assertThat(models.updates().load("a"))
                    .isEqualTo(
                            new Failed("model a:2 answers wrongly: it takes cats for dogs", false));
            assertThat(models.number("a")).isEqualTo(1);
        }
    }

    @Test
    void keepsAllIfTheFilesChangeWhileTheyAreLoaded() throws Exception {
        try (Opened _ = Opened.serve(directory, "a")) {
            write(2);
            write(3);
            try (Opened other = Opened.serve(directory, "a", 1, 2)) {
                TinyModels.write(directory.resolve("a/1"), 7);
                TinyModels.write(directory.resolve("a/2"), 7);
                other.checkWith(
                        (_, _) -> {
                            touch(2); // while the first of them is checked
                            return Optional.empty();
                        });

                assertThat(other.updates().load("a"))
                        .isEqualTo(
                                new Failed(
                                        "model a:2 cannot be loaded: its files changed while they"
                                                + " were read",
                                        true));
            }
        }
    }

    private void touch(int number) {
        assertThat(
                        directory
                                .resolve("a/" + number)
                                .resolve("labels.txt")
                                .toFile()
                                .setLastModified(0))
                .isTrue();
    }

    @Test
    void makesOneChangeAtATime() throws Exception {
        CountDownLatch checking = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (Opened models = Opened.serve(directory, "a");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            models.checkWith(
                    (_, _) -> {
                        checking.countDown();
                        go.await();
                        return Optional.empty();
                    });
            Future<Update> first = threads.submit(() -> models.updates().reload("a"));
            assertThat(checking.await(30, TimeUnit.SECONDS)).isTrue();

            assertThat(models.updates().reload("a"))
                    .isEqualTo(new Refused("another change is under way, try again later"));
            assertThat(models.number("a")).isEqualTo(1);

            go.countDown();
            assertThat(first.get()).isInstanceOf(Loaded.class);
        }
    }

    @Test
    void loadsAModelThatIsNewAndUnloadsAnyButTheLast() throws Exception {
        try (Opened models = Opened.serve(directory, "a")) {
            assertThat(models.updates().unload("a"))
                    .isEqualTo(new Refused("model a is the only one, must stay"));
            TinyModels.write(directory.resolve("b"), 1);

            assertThat(models.updates().load("b")).isInstanceOf(Loaded.class);
            assertThat(models.updates().unload("a")).isEqualTo(new Unloaded());

            assertThat(models.updates().names()).containsExactly("b");
            assertThat(models.updates().unload("a"))
                    .isEqualTo(new Unknown("model a is not served"));
        }
    }

    @Test
    void doesNotKnowWhatIsNoFolder() throws Exception {
        try (Opened models = Opened.serve(directory, "a")) {
            assertThat(models.updates().load("../etc"))
                    .isEqualTo(
                            new Unknown(
                                    "model ../etc is not there, must be a folder in " + directory));
        }
    }

    private void write(int number) throws IOException {
        TinyModels.write(directory.resolve("a").resolve(String.valueOf(number)), number);
    }
}
