package io.sightline.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// Headers that say how the body is written, and headers that no one can read.
@HttpTest
class HeadersHttpTest {

    private final Client client;

    @Autowired
    HeadersHttpTest(@LocalServerPort int port) {
        this.client = new Client(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "br", "identity, deflate", "aws-chunked"})
    void refusesAnEncodedBodyAndNamesItsEncoding(String encoding) throws Exception {
        HttpResponse<String> response =
                client.send(
                        client.classify("/v1/classifications", BodyPublishers.ofString("cat"))
                                .header("Content-Encoding", encoding));

        JsonNode problem = Client.assertProblem(response, 415, "unsupported-content-encoding");
        assertThat(problem.path("detail").asString())
                .startsWith("content encoding is " + encoding.replace("identity, ", "") + ", must");
        assertThat(response.headers().firstValue("Accept-Encoding")).hasValue("identity");
    }

    @Test
    void takesABodyThatIsSaidToBeSentAsItIs() throws Exception {
        HttpResponse<String> response =
                client.send(
                        client.classify("/v1/classifications", BodyPublishers.ofString("cat"))
                                .header("Content-Encoding", "Identity"));

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/classifications, Accept, \"image/jpeg\", 406",
        "/v1/models, Accept, 'text/html, \"a/b\"', 406",
        "/v1/models, Accept, \"a/b, 406",
        "/nothing, Content-Type, \"image/jpeg\", 415",
        "/nothing, Content-Type, \"image/jpeg, 415",
        "/nothing, Content-Type, image/jpeg; charset=binary, 404",
        "/nothing, Content-Type, image/jpeg; charset=\"a b\", 404",
        "/v1/models, Content-Type, image, 405",
        "/v1/models, Accept-Charset, ;;\"q=2, 405",
        "/v1/models, Accept-Language, --;q=\", 405",
        "/v1/models, Content-Language, \", 405",
        "/v1/models, If-None-Match, \", 405",
        "/v1/models, Range, bytes=\", 405"
    })
    void refusesWithoutStumblingOverAHeader(String path, String header, String value, int status)
            throws Exception {
        HttpResponse<String> response =
                client.send(
                        client.request(path)
                                .POST(BodyPublishers.ofString("cat"))
                                .header(header, value));

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).contains("urn:sightline:problem:");
    }
}
