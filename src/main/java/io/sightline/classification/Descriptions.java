package io.sightline.classification;

import io.sightline.classification.ModelDescription.DecodersDescription;
import io.sightline.classification.ModelDescription.PreprocessingDescription;
import io.sightline.classification.ModelDescription.StageDescription;
import io.sightline.image.decoder.DecodersInUse;
import io.sightline.image.resize.Channels;
import io.sightline.image.resize.Preprocessing;
import io.sightline.serving.NetworkSummary.StageSummary;
import io.sightline.serving.ServedModel;
import java.util.List;
import java.util.Locale;

/// Describes served models to clients.
final class Descriptions {

    private Descriptions() {}

    static ModelDescription of(ServedModel model, DecodersInUse decoders) {
        return new ModelDescription(
                tag(model),
                model.engine().precisionReason(),
                model.network().parameters(),
                model.network().operations(),
                model.labels().labels().size(),
                model.network().stages().stream().map(Descriptions::stage).toList(),
                preprocessing(model.preprocessing(), decoders),
                model.batcher().lanes(),
                model.engine().parallelism().threads(),
                model.engine().parallelism().soloThreads(),
                model.engine().maxBatchSize());
    }

    static ModelTag tag(ServedModel model) {
        return new ModelTag(
                model.name(),
                model.network().architecture(),
                model.engine().precision(),
                model.engine().device());
    }

    private static StageDescription stage(StageSummary stage) {
        return new StageDescription(stage.name(), stage.blocks());
    }

    private static PreprocessingDescription preprocessing(
            Preprocessing preprocessing, DecodersInUse decoders) {
        return new PreprocessingDescription(
                preprocessing.resize(),
                preprocessing.crop(),
                preprocessing.interpolation().name().toLowerCase(Locale.ROOT),
                numbers(preprocessing.mean()),
                numbers(preprocessing.deviation()),
                new DecodersDescription(decoders.jpeg(), decoders.webp()));
    }

    private static List<Float> numbers(Channels channels) {
        return List.of(channels.red(), channels.green(), channels.blue());
    }
}
