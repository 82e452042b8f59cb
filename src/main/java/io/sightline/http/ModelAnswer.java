package io.sightline.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.sightline.image.decoder.DecodersInUse;
import io.sightline.serving.ModelDescription;
import io.sightline.serving.ModelDescription.PreprocessingDescription;
import io.sightline.serving.ModelDescription.StageDescription;
import io.sightline.serving.version.LoadFailure;
import io.sightline.serving.version.ModelStatus;
import io.sightline.serving.version.ModelVersion;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A served model, as it is written.
@JsonPropertyOrder({
    "name",
    "number",
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
    "maxBatchSize",
    "versions",
    "loadFailure"
})
record ModelAnswer(
        String name,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int number,
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
        int maxBatchSize,
        List<VersionPart> versions,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable FailurePart loadFailure) {

    ModelAnswer {
        stages = List.copyOf(stages);
        versions = List.copyOf(versions);
    }

    static ModelAnswer of(ModelDescription model, ModelStatus status, DecodersInUse decoders) {
        return new ModelAnswer(
                model.name(),
                model.number(),
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
                model.maxBatchSize(),
                status.versions().stream().map(VersionPart::of).toList(),
                status.failures().stream().findFirst().map(FailurePart::of).orElse(null));
    }

    /// One version in service. `number` is left out if it has none.
    @JsonPropertyOrder({"number", "version", "labels", "default", "state"})
    record VersionPart(
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) int number,
            String version,
            List<String> labels,
            @JsonProperty("default") boolean served,
            String state) {

        VersionPart {
            labels = List.copyOf(labels);
        }

        static VersionPart of(ModelVersion version) {
            return new VersionPart(
                    version.number(),
                    version.version(),
                    version.labels(),
                    version.served(),
                    version.state().name().toLowerCase(Locale.ROOT));
        }
    }

    /// The last load, if it failed.
    ///
    /// @param time in ISO 8601, to the second, in UTC
    @JsonPropertyOrder({"time", "detail"})
    record FailurePart(String time, String detail) {

        static FailurePart of(LoadFailure failure) {
            return new FailurePart(
                    failure.at().truncatedTo(ChronoUnit.SECONDS).toString(), failure.reason());
        }
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
