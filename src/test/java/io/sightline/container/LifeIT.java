package io.sightline.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.Crowd;
import io.sightline.container.DockerClient.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Containers that start with other limits and models than usual, and how they end.
@ContainerTest
class LifeIT {

    private static final Path BUNDLED = Path.of("src/main/resources/models/resnet50");

    @TempDir private Path models;

    @BeforeEach
    void letAnyUserRead() throws IOException {
        Files.setPosixFilePermissions(models, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void servesTheModelsOfAVolumeWithTheThreadsOfItsQuota() throws Exception {
        Path folder = Files.createDirectory(models.resolve("second"));
        for (String file : List.of("model.json", "labels.txt", "weights.safetensors")) {
            Files.copy(BUNDLED.resolve(file), folder.resolve(file));
        }
        try (SightlineContainer sightline =
                new SightlineContainer()
                        .withModels(models)
                        .withNanoCpus(1_000_000_000)
                        .withEnv("SIGHTLINE_MODELS_SERVE", "second")) {
            sightline.start();

            assertThat(sightline.get(sightline.api("/v1/models/second")).body())
                    .contains("\"sessions\":1,\"threads\":1");
            assertThat(sightline.classify("chelsea.jpg").body())
                    .contains("\"name\":\"second\"")
                    .contains("Egyptian cat");
        }
    }

    @Test
    void endsWithOneClearSentenceWhenAModelIsBroken() throws Exception {
        Files.createDirectory(models.resolve("broken"));

        Result result =
                DockerClient.run(
                        List.of(
                                "run",
                                "--rm",
                                "--read-only",
                                "--tmpfs=/tmp",
                                "--volume=%s:/app/models:ro".formatted(models),
                                SightlineImage.name()));

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output())
                .contains("model broken cannot be loaded: file model.json is not there")
                .doesNotContain("\tat ");
    }

    @Test
    void answersWhatItAcceptedBeforeItEnds() throws Exception {
        try (SightlineContainer sightline =
                new SightlineContainer()
                        .withEnv("SIGHTLINE_INFERENCE_PRECISION", "float32")
                        .withEnv("SIGHTLINE_INFERENCE_LANES", "1")
                        .withEnv("SIGHTLINE_INFERENCE_THREADS", "1")
                        .withEnv("SIGHTLINE_CLASSIFICATION_DEADLINE", "60s")
                        .withEnv("SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE", "70s")) {
            sightline.start();
            try (Crowd crowd =
                    new Crowd(96, 1, () -> sightline.classify("chelsea.jpg").statusCode())) {
                crowd.awaitQueued(
                        16,
                        () -> sightline.get(sightline.management("/actuator/prometheus")).body());

                sightline.terminate();

                assertThat(crowd.statuses()).hasSize(96).isSubsetOf(200, 503);
                assertThat(crowd.statuses())
                        .filteredOn(status -> status == 200)
                        .hasSizeGreaterThan(16);
            }
            assertThat(sightline.state().getExitCodeLong()).isEqualTo(143);
            assertThat(sightline.state().getOOMKilled()).isFalse();
            assertThat(sightline.getLogs()).contains("every accepted request has been answered");
        }
    }
}
