package io.sightline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.Sightline;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every checkpoint that PyTorch's libraries read, from the command that adds it to the answer over
/// HTTP, which is the library's own.
///
/// `answers-64.json` has for each of them the library's probabilities for `noise-64.png`, whose 64
/// x 64 pixels reach the network as they are, from -1 to 1.
@SpringBootTest(
        classes = Sightline.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "sightline.batching.max-batch-size=1",
            "sightline.batching.queue-capacity=1",
            "sightline.inference.lanes=1",
            "sightline.inference.threads=1",
            "sightline.inference.precision=float32"
        })
class AddedModelsHttpTest {

    private static final Path CHECKPOINTS =
            Path.of("src/test/resources/io/sightline/checkpoints").toAbsolutePath();

    /// What is read by no conversion: networks that are no plain ResNets, a frozen program without
    /// names, and files that PyTorch reads although they are odd.
    private static final Set<String> NOT_READ =
            Set.of(
                    "timm/cbam.safetensors",
                    "torchscript/frozen-basic.pt",
                    "malformed/pickle/protocol-255.pth",
                    "malformed/pickle/trailing.pth",
                    "malformed/sharded/not-in-index",
                    "malformed/zip/bomb-lying.pth");

    /// What a file does not tell.
    private static final Map<String, String> TOLD =
            Map.of("cifar/resnet18-pooled.pth", "--stem-pooling=max");

    private static final double TOLERANCE = 1e-4;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir private static Path folder;

    private final int port;

    @Autowired
    AddedModelsHttpTest(@LocalServerPort int port) {
        this.port = port;
    }

    @DynamicPropertySource
    static void addModels(DynamicPropertyRegistry registry) throws IOException {
        Path models = Files.createDirectory(folder.resolve("models"));
        Files.writeString(folder.resolve("labels.txt"), "0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n");
        List<String> names = answers().map(answer -> add(answer.getKey(), models)).toList();
        registry.add("sightline.models.directory", models::toString);
        registry.add("sightline.models.serve", () -> String.join(",", names));
    }

    private static String add(String file, Path models) {
        StringWriter errors = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of("models", "add"));
        arguments.add(CHECKPOINTS.resolve(file).toString());
        arguments.add("--name=" + model(file));
        arguments.add("--models=" + models);
        arguments.add("--labels=" + folder.resolve("labels.txt"));
        arguments.add("--preprocessing=resize=64,crop=64,mean=0.5/0.5/0.5,deviation=0.5/0.5/0.5");
        if (TOLD.containsKey(file)) {
            arguments.add(TOLD.get(file));
        }

        int exitCode =
                SightlineCommand.run(
                        new PrintWriter(new StringWriter()),
                        new PrintWriter(errors, true),
                        arguments.toArray(String[]::new));

        assertThat(errors).hasToString("");
        assertThat(exitCode).isZero();
        return model(file);
    }

    private static String model(String file) {
        return file.replace("/", "--");
    }

    @ParameterizedTest
    @MethodSource
    void answersAsTheLibraryThatMadeTheFile(String file, JsonNode expected) throws Exception {
        HttpResponse<String> response =
                CLIENT.send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                "http://localhost:%d/v1/classifications?top=10&model=%s"
                                                        .formatted(port, model(file))))
                                .header("Content-Type", "image/png")
                                .POST(BodyPublishers.ofFile(CHECKPOINTS.resolve("noise-64.png")))
                                .build(),
                        BodyHandlers.ofString());

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode predictions = JSON.readTree(response.body()).path("predictions");
        assertThat(predictions.size()).isEqualTo(10);
        for (JsonNode prediction : predictions) {
            assertThat(prediction.path("probability").doubleValue())
                    .isCloseTo(
                            expected.path(prediction.path("index").intValue()).doubleValue(),
                            within(TOLERANCE));
        }
    }

    static Stream<Arguments> answersAsTheLibraryThatMadeTheFile() throws IOException {
        return answers().map(answer -> Arguments.of(answer.getKey(), answer.getValue()));
    }

    private static Stream<Map.Entry<String, JsonNode>> answers() throws IOException {
        return JSON.readTree(Files.readString(CHECKPOINTS.resolve("answers-64.json")))
                .propertyStream()
                .filter(answer -> !NOT_READ.contains(answer.getKey()))
                .filter(answer -> Files.exists(CHECKPOINTS.resolve(answer.getKey())));
    }
}
