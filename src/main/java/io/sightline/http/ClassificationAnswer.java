package io.sightline.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.sightline.classification.Classification.Classified;
import io.sightline.classification.Prediction;
import io.sightline.classification.Timings;
import io.sightline.serving.ModelDescription;
import java.time.Duration;
import java.util.List;

/// The answer to one image, as JSON.
@JsonPropertyOrder({"model", "predictions", "timings"})
record ClassificationAnswer(ModelPart model, List<PredictionPart> predictions, TimingsPart timings)
        implements Answer {

    private static final double MILLION = 1e6;
    private static final double NANOS_PER_TENTH = 1e5;

    ClassificationAnswer {
        predictions = List.copyOf(predictions);
    }

    static ClassificationAnswer of(Classified classified) {
        return new ClassificationAnswer(
                ModelPart.of(classified.model()),
                classified.predictions().stream().map(PredictionPart::of).toList(),
                TimingsPart.of(classified.timings()));
    }

    /// The version of a model that answered. `number` is left out if it has none.
    @JsonPropertyOrder({"name", "number", "version", "architecture", "precision", "device"})
    record ModelPart(
            String name,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) int number,
            String version,
            String architecture,
            String precision,
            String device) {

        static ModelPart of(ModelDescription model) {
            return new ModelPart(
                    model.name(),
                    model.number(),
                    model.version(),
                    model.architecture(),
                    model.precision(),
                    model.device());
        }
    }

    /// One class. `probability` is rounded to six decimals; `id` is left out if there is none.
    @JsonPropertyOrder({"index", "id", "label", "probability"})
    record PredictionPart(
            int index,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String id,
            String label,
            double probability) {

        static PredictionPart of(Prediction prediction) {
            return new PredictionPart(
                    prediction.index(),
                    prediction.id(),
                    prediction.label(),
                    Math.round(prediction.probability() * MILLION) / MILLION);
        }
    }

    /// How long each stage took, in milliseconds to one decimal.
    @JsonPropertyOrder({"decode", "resize", "queue", "inference", "total"})
    record TimingsPart(double decode, double resize, double queue, double inference, double total) {

        static TimingsPart of(Timings timings) {
            return new TimingsPart(
                    millis(timings.decode()),
                    millis(timings.resize()),
                    millis(timings.queue()),
                    millis(timings.inference()),
                    millis(timings.total()));
        }

        private static double millis(Duration time) {
            return Math.round(time.toNanos() / NANOS_PER_TENTH) / 10.0;
        }
    }
}
