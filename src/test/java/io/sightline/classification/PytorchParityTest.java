package io.sightline.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.classification.Classification.Classified;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Holds the service with its bundled model, from the bytes of a file to probabilities, against
/// Pillow and PyTorch. It sends one image at a time, so there are no larger batches to warm up.
@SpringBootTest(
        webEnvironment = WebEnvironment.NONE,
        properties = {
            "sightline.inference.precision=float32",
            "sightline.batching.max-batch-size=1"
        })
class PytorchParityTest {

    /// Two probabilities closer than this may change places: half-precision weights move each by
    /// less.
    private static final double TIE = 0.002;

    @Autowired private Classifier classifier;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chelsea.png",
                "coffee.png",
                "chelsea.jpg",
                "coffee_progressive.jpg",
                "grey.png"
            })
    void answersAsPytorchDoes(String image) throws Exception {
        JsonNode expected =
                JsonMapper.shared().readTree(resource("/pytorch-predictions.json")).get(image);

        List<Prediction> predictions = classify(resource("/images/" + image));

        for (int rank = 0; rank < 5; rank++) {
            Prediction prediction = predictions.get(rank);
            double probability = expected.get("probability").get(rank).doubleValue();
            assertThat(prediction.probability()).isCloseTo((float) probability, within(0.005f));
            assertThat(interchangeable(expected, probability)).contains(prediction.index());
        }
    }

    private List<Prediction> classify(byte[] upload) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        Classification result =
                classifier.classify(upload, classifier.defaultModel(), 5, deadlineNanos);
        assertThat(result).isInstanceOf(Classified.class);
        return ((Classified) result).predictions();
    }

    /// The classes whose expected probability is a tie with this one.
    private static List<Integer> interchangeable(JsonNode expected, double probability) {
        return IntStream.range(0, 5)
                .filter(
                        rank ->
                                Math.abs(
                                                expected.get("probability").get(rank).doubleValue()
                                                        - probability)
                                        <= TIE)
                .map(rank -> expected.get("top5").get(rank).intValue())
                .boxed()
                .toList();
    }

    private static byte[] resource(String path) throws IOException {
        try (InputStream stream = PytorchParityTest.class.getResourceAsStream(path)) {
            return stream.readAllBytes();
        }
    }
}
