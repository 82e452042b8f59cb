package io.sightline.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The image with the recommended flags.
@ContainerTest
class ClassificationIT {

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
}
