package io.sightline.http;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.sightline.image.decoder.DecodersInUse;
import io.sightline.serving.ModelDescription;
import io.sightline.serving.ModelDescription.PreprocessingDescription;
import io.sightline.serving.ModelDescription.StageDescription;
import java.util.List;

/// A served model, as it is written.
@JsonPropertyOrder({
    "name",
    "version",
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
        String version,
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

    static ModelAnswer of(ModelDescription model, DecodersInUse decoders) {
        return new ModelAnswer(
                model.name(),
                model.version(),
                model.architecture(),
                model.precision(),
                model.precisionReason(),
                model.device(),
                model.parameters(),
                model.operations(),
                model.classes(),
                model.stages().stream().map(StagePart::of).toList(),
                PreprocessingPart.of(model.preprocessing(), decoders),
                model.parallelism().lanes(),
                model.parallelism().threads(),
                model.parallelism().soloThreads(),
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
    @JsonPropertyOrder({"resize", "crop", "fit", "interpolation", "mean", "deviation", "decoders"})
    record PreprocessingPart(
            int resize,
            int crop,
            String fit,
            String interpolation,
            List<Float> mean,
            List<Float> deviation,
            DecodersPart decoders) {

        PreprocessingPart {
            mean = List.copyOf(mean);
            deviation = List.copyOf(deviation);
        }

        static PreprocessingPart of(
                PreprocessingDescription preprocessing, DecodersInUse decoders) {
            return new PreprocessingPart(
                    preprocessing.resize(),
                    preprocessing.crop(),
                    preprocessing.fit(),
                    preprocessing.interpolation(),
                    preprocessing.mean(),
                    preprocessing.deviation(),
                    new DecodersPart(decoders.jpeg(), decoders.webp()));
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
