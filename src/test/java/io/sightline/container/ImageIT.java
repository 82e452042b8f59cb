package io.sightline.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightline.Crowd;
import io.sightline.ProgressiveJpeg;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.Container.ExecResult;

/// What is in the image, and what it does with the recommended flags.
@ContainerTest
class ImageIT {

    private static final SightlineContainer SIGHTLINE = new SightlineContainer();

    @BeforeAll
    static void start() {
        SIGHTLINE.start();
    }

    @AfterAll
    static void stop() {
        SIGHTLINE.stop();
    }

    @Test
    void namesTheCat() throws Exception {
        HttpResponse<String> answer = SIGHTLINE.classify("chelsea.jpg");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"label\":\"Egyptian cat\"");
    }

    @Test
    void isFoundHealthyByItsOwnCheck() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> SIGHTLINE.state().getHealth().getStatus(), "healthy"::equals);
    }

    @Test
    void isFoundUnhealthyWhereNothingListens() throws Exception {
        ExecResult check = SIGHTLINE.run("env", "MANAGEMENT_SERVER_PORT=9", "/app/health");

        assertThat(check.getExitCode()).isNotZero();
    }

    @Test
    void runsNothingAsRoot() throws Exception {
        String users = shell("cat /proc/[0-9]*/status | grep '^Uid:'");

        assertThat(users.lines())
                .isNotEmpty()
                .allMatch(line -> line.equals("Uid:\t10001\t10001\t10001\t10001"));
    }

    @Test
    void holdsNoProgramThatRaisesPrivileges() throws Exception {
        assertThat(shell("find / -xdev -type f -perm /6000")).isEmpty();
    }

    @Test
    void holdsNoCacheOfThePackageManager() throws Exception {
        assertThat(shell("find /var/lib/apt/lists /var/cache/apt -type f")).isEmpty();
    }

    @Test
    void canWriteToTmpOnly() throws Exception {
        assertThat(shell("touch /tmp/here && rm /tmp/here && echo yes")).isEqualTo("yes\n");
        assertThat(shell("for d in / /app /etc /var/tmp; do touch $d/here && echo $d; done"))
                .isEmpty();
    }

    @Test
    void loadsTheAllocatorAndTheJpegLibrary() throws Exception {
        assertThat(shell("cat /proc/1/maps")).contains("libjemalloc.so.2");
        assertThat(shell("/sbin/ldconfig -p")).contains("libturbojpeg.so.0");
    }

    @Test
    void saysWhatItIsMadeOf() throws Exception {
        assertThat(shell("cat /app/sbom/application.cdx.json"))
                .contains("\"CycloneDX\"")
                .contains("pkg:maven/ai.djl.pytorch/pytorch-engine");
    }

    @Test
    void endsOnSigtermAndIsLabelled() {
        String config =
                DockerClient.run(
                                List.of(
                                        "image",
                                        "inspect",
                                        "--format={{json .Config}}",
                                        SightlineImage.name()))
                        .output();

        assertThat(config)
                .contains("\"StopSignal\":\"SIGTERM\"")
                .contains("\"User\":\"10001:10001\"")
                .contains("\"org.opencontainers.image.title\":\"Sightline\"")
                .contains("\"org.opencontainers.image.licenses\":");
    }

    @Test
    void takesItsHeapFromTheLimitOfMemory() throws Exception {
        String metrics = SIGHTLINE.get(SIGHTLINE.management("/actuator/prometheus")).body();
        Matcher heap =
                Pattern.compile("jvm_memory_max_bytes\\{area=\"heap\".*} (.+)").matcher(metrics);
        double bytes = heap.results().mapToDouble(ImageIT::number).filter(max -> max > 0).sum();

        assertThat(bytes).isBetween(200e6, 0.3 * (1 << 30));
    }

    private static double number(MatchResult match) {
        return Double.parseDouble(match.group(1));
    }

    @Test
    void decodesNatively() throws Exception {
        assertThat(SIGHTLINE.get(SIGHTLINE.api("/v1/models/resnet50")).body())
                .contains("\"decoders\":{\"jpeg\":\"turbojpeg\",\"webp\":\"leptonica\"}");
        assertThat(SIGHTLINE.classify("chelsea.webp").statusCode()).isEqualTo(200);
    }

    @Test
    void givesItsProcessorsToThePasses() throws Exception {
        assertThat(SIGHTLINE.get(SIGHTLINE.api("/v1/models/resnet50")).body())
                .containsPattern( // as suits float32 and bfloat16, and int8
                        "\"sessions\":(1,\"threads\":2,\"soloThreads\":0"
                                + "|2,\"threads\":1,\"soloThreads\":2)");
    }

    @Test
    void staysWithinItsMemoryUnderLoad() throws Exception {
        List<String> images = List.of("coffee_progressive.jpg", "coffee.png", "rotated_exif6.jpg");
        for (String image : images) {
            try (Crowd crowd = new Crowd(16, 4, () -> SIGHTLINE.classify(image).statusCode())) {
                assertThat(crowd.statuses()).hasSize(64).containsOnly(200);
            }
        }

        assertThat(SIGHTLINE.state().getOOMKilled()).isFalse();
        assertThat(SIGHTLINE.isRunning()).isTrue();
    }

    /// Half a gigabyte of pixels and coefficients, in a file of 188 KB.
    @Test
    void livesThroughAnImageThatItHasNoMemoryFor() throws Exception {
        byte[] upload = ProgressiveJpeg.of(8000, 8000);
        try (Crowd crowd = new Crowd(4, 2, () -> SIGHTLINE.classify(upload).statusCode())) {
            assertThat(crowd.statuses()).hasSize(8).containsOnly(413);
        }

        assertThat(SIGHTLINE.classify(upload).body())
                .contains("urn:sightline:problem:image-too-large")
                .contains("image needs 450 MB of memory to decode, there are");
        assertThat(SIGHTLINE.classify("chelsea.jpg").statusCode()).isEqualTo(200);
        assertThat(SIGHTLINE.state().getOOMKilled()).isFalse();
    }

    /// What a script prints; the image's own shell runs it.
    private static String shell(String script) throws Exception {
        return SIGHTLINE.run("bash", "-c", script).getStdout();
    }
}
