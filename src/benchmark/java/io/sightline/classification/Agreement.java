package io.sightline.classification;

import io.sightline.Sightline;
import io.sightline.classification.Classification.Classified;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Compares the service's answers on a folder of photographs with recorded ones.
final class Agreement {

    private final Classifier classifier;
    private int images;
    private int same;
    private int firstRight;
    private int fiveRight;
    private double maxDifference;

    private Agreement(Classifier classifier) {
        this.classifier = classifier;
    }

    /// Prints how far the default model agrees.
    ///
    /// @param arguments the folder of photographs, the JSON file of answers, and any settings of
    ///   the service, for example `--sightline.inference.precision=int8`
    public static void main(String... arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[0]);
        JsonNode answers = JsonMapper.shared().readTree(Files.readAllBytes(Path.of(arguments[1])));
        try (ConfigurableApplicationContext service =
                new SpringApplicationBuilder(Sightline.class)
                        .web(WebApplicationType.NONE)
                        .run(Arrays.copyOfRange(arguments, 2, arguments.length))) {
            Agreement agreement = new Agreement(service.getBean(Classifier.class));
            for (Map.Entry<String, JsonNode> answer : answers.properties()) {
                agreement.add(
                        Files.readAllBytes(folder.resolve(answer.getKey())), answer.getValue());
            }
            agreement.print();
        }
    }

    private void add(byte[] photograph, JsonNode answer) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        Classification result =
                classifier.classify(photograph, classifier.defaultModel(), 5, deadlineNanos);
        if (!(result instanceof Classified(_, List<Prediction> predictions, _))) {
            throw new IllegalStateException("not classified: " + result);
        }
        int label = answer.get("label").intValue();
        int first = predictions.getFirst().index();
        images++;
        same += first == answer.get("top5").get(0).intValue() ? 1 : 0;
        firstRight += first == label ? 1 : 0;
        fiveRight += predictions.stream().anyMatch(it -> it.index() == label) ? 1 : 0;
        predictions.forEach(prediction -> compare(prediction, answer));
    }

    private void compare(Prediction prediction, JsonNode answer) {
        for (int rank = 0; rank < answer.get("top5").size(); rank++) {
            if (answer.get("top5").get(rank).intValue() == prediction.index()) {
                double difference =
                        prediction.probability() - answer.get("prob").get(rank).doubleValue();
                maxDifference = Math.max(maxDifference, Math.abs(difference));
            }
        }
    }

    private void print() {
        System.out.printf(
                "%d images: same top-1 %d, top-1 right %d, top-5 right %d, largest difference of a"
                        + " probability %.4f%n",
                images, same, firstRight, fiveRight, maxDifference);
    }
}
