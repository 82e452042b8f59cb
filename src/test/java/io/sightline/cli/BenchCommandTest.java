package io.sightline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Against a small server that answers as each test has it.
class BenchCommandTest {

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
        Files.write(folder.resolve("cat.JPG"), new byte[] {1, 2, 3});
        Files.writeString(folder.resolve("notes.txt"), "no image");
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
        threads.close();
    }

    @Test
    void sendsTheImagesOfAFolderWithTheDeadline() {
        answer(exchange -> reply(exchange, 200, "{}"));

        int exitCode = bench("--rate", "20", "--timeout", "1500");

        assertThat(err).hasToString("");
        assertThat(exitCode).isZero();
        assertThat(asked).hasSize(20).containsOnly("POST /v1/classifications 1500 [1, 2, 3]");
        assertThat(out.toString().lines().toList().getLast()).endsWith("classified 20");
    }

    @Test
    void countsRefusalsByTheTypeOfTheirProblem() throws IOException {
        AtomicInteger number = new AtomicInteger();
        answer(
                exchange -> {
                    if (number.getAndIncrement() % 2 == 0) {
                        reply(exchange, 200, "{}");
                    } else {
                        reply(exchange, 429, "{\"type\":\"urn:sightline:problem:queue-full\"}");
                    }
                });

        int exitCode = bench("--rate", "10,20", "--json");

        JsonNode reports = new JsonMapper().readTree(out.toString());
        assertThat(exitCode).isZero();
        assertThat(reports).hasSize(2);
        assertThat(reports.get(1).get("offered").asDouble()).isEqualTo(20);
        assertThat(reports.get(1).get("outcomes").toString())
                .isEqualTo("{\"classified\":10,\"queue-full\":10}");
        assertThat(reports.get(1).get("refused").get("count").asInt()).isEqualTo(10);
    }

    @Test
    void countsTheRequestsDueWhileTheServiceStalls() {
        CountDownLatch all = new CountDownLatch(20);
        answer(
                exchange -> {
                    all.countDown(); // nobody is answered before the last has come
                    all.await(10, TimeUnit.SECONDS);
                    reply(exchange, 200, "{}");
                });

        int exitCode = bench("--rate", "20", "--json");

        JsonNode report = new JsonMapper().readTree(out.toString()).get(0);
        assertThat(exitCode).isZero();
        assertThat(report.get("outcomes").toString()).isEqualTo("{\"classified\":20}");
        // The last is due 950 ms after the first; so long does the first wait, the tenth half of
        // it.
        assertThat(report.get("answered").get("max").asDouble()).isGreaterThanOrEqualTo(950);
        assertThat(report.get("answered").get("p50").asDouble()).isGreaterThanOrEqualTo(450);
    }

    @Test
    void countsBrokenConnectionsAndFailsIfNothingWasClassified() {
        answer(HttpExchange::close);

        int exitCode = bench("--rate", "10");

        assertThat(exitCode).isEqualTo(1);
        assertThat(out.toString()).contains("connection-broken 10");
        assertThat(asked).hasSize(10);
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        int exitCode = run("http://127.0.0.1:" + port, "--rate", "5");

        assertThat(exitCode).isEqualTo(1);
        assertThat(out.toString()).contains("no-connection 5");
    }

    @Test
    void countsAnswersThatAreNotProblemsByStatus() {
        answer(exchange -> reply(exchange, 502, "<html>"));

        int exitCode = bench("--rate", "5");

        assertThat(exitCode).isEqualTo(1);
        assertThat(out.toString()).contains("status-502 5");
    }

    @Test
    void saysThatThereAreNoImages() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        int exitCode =
                SightlineCommand.run(
                        new PrintWriter(out),
                        new PrintWriter(err),
                        "bench",
                        "http://127.0.0.1",
                        "--rate=1",
                        "--images=" + empty);

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString()).contains("hold 0 images, must hold from 1 to 10000");
    }

    @ParameterizedTest
    @CsvSource({
        "--duration, 0",
        "--duration, 3601",
        "--warm-up, -1",
        "--warm-up, 601",
        "--timeout, 0",
        "--timeout, 600001",
        "--connections, 0",
        "--connections, 4097",
        "--arrivals, sometimes"
    })
    void refusesWhatIsOutOfBounds(String option, String value) {
        int exitCode =
                SightlineCommand.run(
                        new PrintWriter(out),
                        new PrintWriter(err),
                        "bench",
                        "http://127.0.0.1",
                        "--rate=1",
                        "--images=" + folder,
                        "%s=%s".formatted(option, value));

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString()).contains(option, value);
    }

    private interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private void answer(Answer answer) {
        server.createContext(
                "/",
                exchange -> {
                    asked.add(
                            "%s %s %s %s"
                                    .formatted(
                                            exchange.getRequestMethod(),
                                            exchange.getRequestURI(),
                                            exchange.getRequestHeaders()
                                                    .getFirst("X-Request-Timeout-Ms"),
                                            Arrays.toString(
                                                    exchange.getRequestBody().readAllBytes())));
                    try {
                        answer.to(exchange);
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                });
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private int bench(String... options) {
        return run("http://127.0.0.1:" + server.getAddress().getPort(), options);
    }

    /// Runs of one second, without a warm-up, of evenly spaced requests, unless `options` differ.
    private int run(String url, String... options) {
        String[] arguments =
                Stream.concat(
                                Stream.of(
                                        "bench",
                                        url,
                                        "--images=" + folder,
                                        "--duration=1",
                                        "--warm-up=0",
                                        "--arrivals=constant"),
                                Stream.of(options))
                        .toArray(String[]::new);
        return SightlineCommand.run(new PrintWriter(out), new PrintWriter(err), arguments);
    }
}
