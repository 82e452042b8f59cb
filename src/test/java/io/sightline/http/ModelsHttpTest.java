package io.sightline.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// What is told of the models.
@HttpTest
class ModelsHttpTest {

    private final Client client;

    @Autowired
    ModelsHttpTest(@LocalServerPort int port) {
        this.client = new Client(port);
    }

    @Test
    void describesAModel() throws Exception {
        HttpResponse<String> response = client.get("/v1/models/resnet50");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .isEqualTo(
                        """
                        {"name":"resnet50","version":"0123456789ab",\
                        "architecture":"ResNet-50 v1","precision":"int8",\
                        "precisionReason":"the processor has 8-bit instructions","device":"cpu",\
                        "parameters":25557032,"flops":8200000000,"classes":1000,\
                        "stages":[{"name":"layer1","blocks":["F(x) + Wx","F(x) + x"]}],\
                        "preprocessing":{"resize":256,"crop":224,"fit":"crop","interpolation":"bilinear",\
                        "mean":[0.485,0.456,0.406],"deviation":[0.229,0.224,0.225],\
                        "decoders":{"jpeg":"turbojpeg","webp":"none"}},\
                        "sessions":2,"threads":1,"soloThreads":2,"maxBatchSize":8,\
                        "versions":[{"version":"0123456789ab","labels":[],"default":true,\
                        "state":"ready"}]}\
                        """);
    }

    @Test
    void listsTheModelsTheDefaultFirst() throws Exception {
        JsonNode models = Client.json(client.get("/v1/models")).path("models");

        assertThat(models.size()).isEqualTo(3);
        assertThat(models.get(0).path("name").asString()).isEqualTo("resnet50");
        assertThat(models.get(1).path("name").asString()).isEqualTo("other");
    }

    @Test
    void knowsNoOtherModel() throws Exception {
        HttpResponse<String> response = client.get("/v1/models/nothing%20here");

        assertThat(Client.assertProblem(response, 404, "unknown-model").path("detail").asString())
                .isEqualTo("model is nothing here, must be one of: resnet50, other, numbered");
    }

    @Test
    void tellsTheVersionsInServiceAndThatTheLastLoadFailed() throws Exception {
        JsonNode model = Client.json(client.get("/v1/models/numbered"));

        assertThat(model.path("number").asInt()).isEqualTo(1);
        assertThat(model.path("versions").toString())
                .isEqualTo(
                        """
                        [{"number":1,"version":"0123456789ab","labels":[],"default":true,\
                        "state":"ready"},\
                        {"number":2,"version":"ba9876543210","labels":["canary"],\
                        "default":false,"state":"ready"}]\
                        """);
        assertThat(model.path("loadFailure").toString())
                .isEqualTo(
                        """
                        {"time":"2027-01-15T08:00:00Z",\
                        "detail":"model numbered:3 cannot be loaded: no"}\
                        """);
    }

    @Test
    void describesAVersion() throws Exception {
        assertThat(client.get("/v1/models/numbered:canary").statusCode()).isEqualTo(200);

        HttpResponse<String> unknown = client.get("/v1/models/numbered:3");

        Client.assertProblem(unknown, 404, "unknown-version");
    }
}
