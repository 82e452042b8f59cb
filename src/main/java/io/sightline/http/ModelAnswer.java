package io.sightline.http;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.sightline.classification.ModelDescription;
import io.sightline.classification.ModelDescription.PreprocessingDescription;
import io.sightline.classification.ModelDescription.StageDescription;
import java.util.List;

/// A served model, as it is written.
@JsonPropertyOrder({
    "name",
    "architecture",
    "precision",
    "precisionReason",
    "device",
    "parameters",
    "flops",
    "classes",
    "stages",
    "preprocessing",
    "sessions",
    "threads",
    "soloThreads",
    "maxBatchSize"
})
record ModelAnswer(
        String name,
        String architecture,
        String precision,
        String precisionReason,
        String device,
        long parameters,
        long flops,
        int classes,
        List<StagePart> stages,
        PreprocessingPart preprocessing,
        int sessions,
        int threads,
        int soloThreads,
        int maxBatchSize) {

    ModelAnswer {
        stages = List.copyOf(stages);
    }

    static ModelAnswer of(ModelDescription model) {
        return new ModelAnswer(
                model.tag().name(),
                model.tag().architecture(),
                model.tag().precision(),
                model.precisionReason(),
                model.tag().device(),
                model.parameters(),
                model.operations(),
                model.classes(),
                model.stages().stream().map(StagePart::of).toList(),
                PreprocessingPart.of(model.preprocessing()),
                model.sessions(),
                model.threads(),
                model.soloThreads(),
                model.maxBatchSize());
    }

    /// One stage of the network.
    @JsonPropertyOrder({"name", "blocks"})
    record StagePart(String name, List<String> blocks) {

        StagePart {
            blocks = List.copyOf(blocks);
        }

        static StagePart of(StageDescription stage) {
            return new StagePart(stage.name(), stage.blocks());
        }
    }

    /// What is done to an image first.
    @JsonPropertyOrder({"resize", "crop", "interpolation", "mean", "deviation", "decoders"})
    record PreprocessingPart(
            int resize,
            int crop,
            String interpolation,
            List<Float> mean,
            List<Float> deviation,
            DecodersPart decoders) {

        PreprocessingPart {
            mean = List.copyOf(mean);
            deviation = List.copyOf(deviation);
        }

        static PreprocessingPart of(PreprocessingDescription preprocessing) {
            return new PreprocessingPart(
                    preprocessing.resize(),
                    preprocessing.crop(),
                    preprocessing.interpolation(),
                    preprocessing.mean(),
                    preprocessing.deviation(),
                    new DecodersPart(
                            preprocessing.decoders().jpeg(), preprocessing.decoders().webp()));
        }
    }

    /// Which libraries decode.
    @JsonPropertyOrder({"jpeg", "webp"})
    record DecodersPart(String jpeg, String webp) {}

    /// All served models, the default first.
    record All(List<ModelAnswer> models) {

        All {
            models = List.copyOf(models);
        }
    }
}
