package io.sightline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The packaged jar, alone in an empty directory.
@Timeout(120)
class ServiceIT {

    private static final Path JAR = Path.of("target", "sightline.jar");
    private static final String CLASSIFICATIONS = "/v1/classifications";

    @TempDir private Path empty;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void namesTheCatWithNothingButTheJar() throws Exception {
        try (ServiceProcess service = ServiceProcess.start(JAR, empty)) {
            HttpResponse<String> answer = post(service, cat());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"label\":\"Egyptian cat\"");
            assertThat(get(service, "/actuator/health/readiness").body()).contains("UP");
            assertThat(get(service, "/actuator/health/liveness").body()).contains("UP");
            assertThat(get(service, "/actuator/prometheus").body())
                    .contains("sightline_requests_seconds_bucket")
                    .contains("sightline_stage_seconds_bucket")
                    .contains("sightline_model_info");
            assertThat(service.log()).noneMatch(line -> line.contains("WARN"));
        }
    }

    @Test
    void answersOrRefusesEachOf64ClientsAtOnce() throws Exception {
        try (ServiceProcess service =
                ServiceProcess.start(
                        JAR,
                        empty,
                        "--sightline.batching.max-batch-size=2",
                        "--sightline.batching.queue-capacity=4")) {
            byte[] cat = cat();

            List<HttpResponse<String>> answers = postAtOnce(service, cat, 64);

            assertThat(answers)
                    .hasSize(64)
                    .allSatisfy(answer -> assertThat(answer.statusCode()).isIn(200, 429, 504))
                    .filteredOn(answer -> answer.statusCode() == 429)
                    .isNotEmpty()
                    .allSatisfy(
                            answer ->
                                    assertThat(answer.headers().firstValue("Retry-After"))
                                            .hasValue("1"));
            assertThat(answers)
                    .filteredOn(answer -> answer.statusCode() == 200)
                    .isNotEmpty()
                    .allSatisfy(answer -> assertThat(answer.body()).contains("Egyptian cat"));
            assertThat(answers)
                    .extracting(answer -> answer.headers().firstValue("X-Request-Id").orElseThrow())
                    .doesNotHaveDuplicates();
            assertThat(post(service, cat).statusCode()).isEqualTo(200);
            assertThat(get(service, "/actuator/prometheus").body())
                    .contains("sightline_upload_memory_used_bytes 0.0")
                    .contains("sightline_queue_depth_requests{model=\"resnet50\"} 0.0");
        }
    }

    @Test
    void answersWhatItAcceptedBeforeItEnds() throws Exception {
        try (ServiceProcess service =
                        ServiceProcess.start(
                                JAR,
                                empty,
                                "--sightline.inference.precision=float32",
                                "--sightline.inference.lanes=1",
                                "--sightline.inference.threads=1",
                                "--sightline.batching.max-batch-size=1",
                                "--sightline.classification.deadline=60s",
                                "--spring.lifecycle.timeout-per-shutdown-phase=70s");
                Crowd crowd = crowd(64, service)) {
            crowd.awaitQueued(16, () -> get(service, "/actuator/prometheus").body());

            service.terminate();

            assertThat(crowd.statuses()).hasSize(64).isSubsetOf(200, 503);
            assertThat(crowd.statuses()).filteredOn(status -> status == 200).hasSizeGreaterThan(16);
            assertThat(service.awaitExit()).isIn(0, 143);
            assertThat(service.log())
                    .anyMatch(line -> line.contains("every accepted request has been answered"));
        }
    }

    @Test
    void endsWithTheReasonWhenAModelIsNotThere() throws Exception {
        try (ServiceProcess service =
                ServiceProcess.launch(JAR, empty, "--sightline.models.serve=resnet152")) {
            assertThat(service.outputUntilExit())
                    .contains("model resnet152 is not there, must be one of [resnet50]")
                    .as("no stack trace")
                    .doesNotContain("\tat ");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--sightline.batching.max-batch=4|sightline.batching.max-batch is no setting; the"
                        + " nearest is sightline.batching.max-batch-size",
                "--sightline.classification.deadline=10|sightline.classification.deadline is 10,"
                        + " must have a unit",
                "--sightline.image.max-pixels=0|sightline.image.max-pixels is 0, must be from 1 to"
                        + " 500000000",
                "--sightline.models.directory=absent|models directory absent is not there"
            })
    void saysInAFewLinesWhyItDoesNotStart(String argument, String reason) throws Exception {
        try (ServiceProcess service = ServiceProcess.launch(JAR, empty, argument)) {
            String output = service.outputUntilExit();

            assertThat(output).contains("Cannot start: " + reason).doesNotContain("\tat ");
            assertThat(output.lines().dropWhile(line -> !line.contains("Cannot start")))
                    .hasSizeLessThanOrEqualTo(10);
        }
    }

    @Test
    void tellsAnOlderJavaWhatItNeedsByAClassThatItCanLoad() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile());
                InputStream launcher =
                        jar.getInputStream(
                                jar.getEntry("BOOT-INF/classes/io/sightline/Launcher.class"))) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Start-Class"))
                    .isEqualTo("io.sightline.Launcher");
            assertThat(launcher.readNBytes(8)).as("for Java 17").endsWith(0, 61);
            assertThat(jar.getEntry("META-INF/spring-configuration-metadata.json"))
                    .as("what an IDE completes settings with")
                    .isNotNull();
        }
    }

    private Crowd crowd(int clients, ServiceProcess service) throws IOException {
        byte[] cat = cat();
        return new Crowd(clients, 1, () -> post(service, cat).statusCode());
    }

    private List<HttpResponse<String>> postAtOnce(ServiceProcess service, byte[] image, int clients)
            throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                answers.add(
                        executor.submit(
                                () -> {
                                    start.await();
                                    return post(service, image);
                                }));
            }
            start.countDown();
            List<HttpResponse<String>> received = new ArrayList<>();
            for (Future<HttpResponse<String>> answer : answers) {
                received.add(answer.get());
            }
            return received;
        }
    }

    private HttpResponse<String> post(ServiceProcess service, byte[] image)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(service.api(CLASSIFICATIONS))
                        .header("Content-Type", "image/jpeg")
                        .POST(BodyPublishers.ofByteArray(image))
                        .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private HttpResponse<String> get(ServiceProcess service, String path)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.management(path)).build();
        return client.send(request, BodyHandlers.ofString());
    }

    private static byte[] cat() throws IOException {
        try (InputStream stream = ServiceIT.class.getResourceAsStream("/images/chelsea.jpg")) {
            return stream.readAllBytes();
        }
    }
}
