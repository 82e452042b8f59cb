package io.sightline.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightline.Crowd;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A new version on a mounted volume, taken while clients call.
@ContainerTest
class VolumeRolloutIT {

    private static final Path BUNDLED = Path.of("src/main/resources/models/resnet50");
    private static final Pattern VERSION = Pattern.compile("\"version\":\"([0-9a-f]{12})\"");
    private static final int CLIENTS = 4;

    @TempDir private Path models;

    /// What clients were told instead of a classification.
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    /// Version and name of the first answer, as they came together.
    private final Set<String> answers = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void letAnyUserRead() throws IOException {
        Files.setPosixFilePermissions(models, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void losesNoRequestWhenTheLinkOfAVolumeIsExchanged() throws Exception {
        release("first", "Egyptian cat");
        link("first");
        try (SightlineContainer sightline =
                new SightlineContainer()
                        .withModels(models)
                        .withEnv("SIGHTLINE_MODELS_SERVE", "mine")
                        .withEnv("SIGHTLINE_MODELS_WATCH", "1s")) {
            sightline.start();
            byte[] cat = SightlineContainer.bytes("chelsea.jpg");
            String before = version(sightline);
            try (Crowd crowd =
                    new Crowd(CLIENTS, Integer.MAX_VALUE, () -> classify(sightline, cat))) {
                release("second", "Cat of Egypt");
                link("second");

                await().atMost(Duration.ofMinutes(2))
                        .until(() -> !version(sightline).equals(before));

                assertThat(crowd.isCalling()).as("clients called all the while").isTrue();
                int seen = answers.size();
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> answers.size() > seen || seen > 1);
                crowd.stop();
                assertThat(crowd.statuses()).as("%s", failures).containsOnly(200);
            }
            assertThat(answers)
                    .containsExactlyInAnyOrder(
                            before + " Egyptian cat", version(sightline) + " Cat of Egypt");
        }
    }

    /// Writes the bundled model with another name for the cat, out of sight of the service.
    private void release(String name, String cat) throws IOException {
        Path folder = Files.createDirectories(models.resolve(".releases").resolve(name));
        for (String file : List.of("model.json", "weights.safetensors")) {
            Files.copy(BUNDLED.resolve(file), folder.resolve(file));
        }
        String labels = Files.readString(BUNDLED.resolve("labels.txt"));
        Files.writeString(
                folder.resolve("labels.txt"), labels.replace("\tEgyptian cat", "\t" + cat));
    }

    /// Lets the folder `mine` be a release, from one moment to the next.
    private void link(String release) throws IOException {
        Path next = models.resolve(".next");
        Files.createSymbolicLink(next, Path.of(".releases", release));
        Files.move(next, models.resolve("mine"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String version(SightlineContainer sightline) throws Exception {
        return version(sightline.get(sightline.api("/v1/models/mine")).body());
    }

    private static String version(String json) {
        Matcher version = VERSION.matcher(json);
        assertThat(version.find()).as(json).isTrue();
        return version.group(1);
    }

    private int classify(SightlineContainer sightline, byte[] image) throws Exception {
        HttpResponse<String> response = sightline.classify(image);
        if (response.statusCode() == 200) {
            String answer = response.body();
            answers.add(
                    version(answer)
                            + " "
                            + answer.replaceFirst("(?s).*?\"label\":\"([^\"]*)\".*", "$1"));
        } else {
            failures.add(response.body());
        }
        return response.statusCode();
    }
}
