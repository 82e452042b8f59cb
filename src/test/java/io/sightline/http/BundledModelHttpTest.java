package io.sightline.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.BundledModelTest;
import io.sightline.ProgressiveJpeg;
import io.sightline.intake.UploadBudget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// The whole service with its bundled model and a small queue, from the socket to the answer.
@BundledModelTest
class BundledModelHttpTest {

    private static final int EGYPTIAN_CAT = 285;
    private static final int CLIENTS = 64;

    private final UploadBudget budget;
    private final Client client;

    @Autowired
    BundledModelHttpTest(UploadBudget budget, @LocalServerPort int port) {
        this.budget = budget;
        this.client = new Client(port);
    }

    @AfterEach
    void stillNamesTheCatAndHoldsNothing() throws Exception {
        HttpResponse<String> response = post(file("chelsea.jpg"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Client.json(response).at("/predictions/0/index").asInt())
                .isEqualTo(EGYPTIAN_CAT);
        assertThat(budget.usedBytes()).isZero();
    }

    @Test
    void describesItsModel() throws Exception {
        JsonNode model = Client.json(client.get("/v1/models")).at("/models/0");

        assertThat(model.path("name").asString()).isEqualTo("resnet50");
        assertThat(model.path("parameters").asLong()).isEqualTo(25_557_032L);
        assertThat(model.path("classes").asInt()).isEqualTo(1000);
        assertThat(model.path("stages").size()).isEqualTo(4);
        assertThat(model.at("/preprocessing/decoders/webp").asString()).isEqualTo("leptonica");
    }

    @Test
    void refusesAnEmptyBody() throws Exception {
        HttpResponse<String> response = post(new byte[0]);

        Client.assertProblem(response, 400, "empty-upload");
    }

    @Test
    void namesTheCatInAWebp() throws Exception {
        HttpResponse<String> response = post(file("chelsea.webp"));

        assertThat(Client.json(response).at("/predictions/0/index").asInt())
                .isEqualTo(EGYPTIAN_CAT);
    }

    @Test
    void refusesText() throws Exception {
        HttpResponse<String> response = post("plain words".getBytes(StandardCharsets.UTF_8));

        Client.assertProblem(response, 415, "unsupported-format");
    }

    @Test
    void refusesAPngThatIsCutShort() throws Exception {
        byte[] png = file("chelsea.png");

        HttpResponse<String> response = post(Arrays.copyOf(png, png.length / 2));

        Client.assertProblem(response, 422, "undecodable-image");
    }

    @Test
    void refusesAJpegThatIsCutShort() throws Exception {
        byte[] jpeg = file("chelsea.jpg");

        HttpResponse<String> response = post(Arrays.copyOf(jpeg, jpeg.length / 2));

        Client.assertProblem(response, 422, "undecodable-image");
    }

    @Test
    void refusesAPngHeaderOf60000Times60000Pixels() throws Exception {
        byte[] header = Arrays.copyOf(file("tiny_37x23.png"), 33);
        byte[] side = {0, 0, (byte) 0xea, 0x60};
        System.arraycopy(side, 0, header, 16, side.length);
        System.arraycopy(side, 0, header, 20, side.length);

        Client.assertProblem(post(header), 413, "image-too-large");
    }

    @Test
    void refusesAJpegOf700Scans() throws Exception {
        Client.assertProblem(
                post(withLastScanRepeated(file("coffee_progressive.jpg"), 700)),
                422,
                "undecodable-image");
    }

    /// It has 36 megapixels, and decoding them takes longer than the client waits.
    @Test
    void answersAtTheDeadlineThoughDecodingOutlastsIt() throws Exception {
        byte[] large = ProgressiveJpeg.of(6_000, 6_000);

        HttpResponse<String> response =
                client.send(
                        client.classify("/v1/classifications", BodyPublishers.ofByteArray(large))
                                .header("X-Request-Timeout-Ms", "50"));

        Client.assertProblem(response, 504, "deadline-passed");
    }

    @Test
    void answersAGoodPartBesideABadOne() throws Exception {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        String head = "--b\r\nContent-Type: image/jpeg\r\n\r\n";
        form.writeBytes((head + "no image\r\n" + head).getBytes(StandardCharsets.UTF_8));
        form.writeBytes(file("chelsea.jpg"));
        form.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));

        HttpResponse<String> response =
                client.send(
                        client.request("/v1/classifications?top=1")
                                .header("Content-Type", "multipart/form-data; boundary=b")
                                .POST(BodyPublishers.ofByteArray(form.toByteArray())));

        JsonNode results = Client.json(response).path("results");
        assertThat(results.at("/0/status").asInt()).isEqualTo(415);
        assertThat(results.at("/1/predictions/0/index").asInt()).isEqualTo(EGYPTIAN_CAT);
        assertThat(results.at("/1/predictions").size()).isEqualTo(1);
    }

    @Test
    void tellsEachOf64ClientsAtOnceItsOutcome() throws Exception {
        byte[] cat = file("chelsea.jpg");

        List<CompletableFuture<HttpResponse<String>>> responses =
                IntStream.range(0, CLIENTS)
                        .mapToObj(_ -> BodyPublishers.ofByteArray(cat))
                        .map(body -> client.classify("/v1/classifications", body))
                        .map(client::sendAsync)
                        .toList();

        assertThat(responses)
                .map(CompletableFuture::join)
                .hasSize(CLIENTS)
                .allSatisfy(BundledModelHttpTest::assertAnsweredOrRefused);
    }

    private static void assertAnsweredOrRefused(HttpResponse<String> response) {
        assertThat(response.statusCode()).isIn(200, 429, 504);
        assertThat(response.headers().firstValue("Retry-After").isPresent())
                .isEqualTo(response.statusCode() == 429);
    }

    private HttpResponse<String> post(byte[] upload) throws IOException, InterruptedException {
        return client.send(
                client.classify("/v1/classifications", BodyPublishers.ofByteArray(upload)));
    }

    /// The JPEG with its last scan `count` times.
    private static byte[] withLastScanRepeated(byte[] jpeg, int count) {
        int end = jpeg.length - 2;
        int start = end;
        while (jpeg[start] != (byte) 0xff || jpeg[start + 1] != (byte) 0xda) {
            start--;
        }
        ByteArrayOutputStream upload = new ByteArrayOutputStream();
        upload.write(jpeg, 0, start);
        for (int i = 0; i < count; i++) {
            upload.write(jpeg, start, end - start);
        }
        upload.write(jpeg, end, 2);
        return upload.toByteArray();
    }

    private static byte[] file(String name) throws IOException {
        try (InputStream stream =
                BundledModelHttpTest.class.getResourceAsStream("/images/" + name)) {
            return stream.readAllBytes();
        }
    }
}
