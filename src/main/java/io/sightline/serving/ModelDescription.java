package io.sightline.serving;

import io.sightline.image.resize.Channels;
import io.sightline.image.resize.Preprocessing;
import io.sightline.repository.ReadModel;
import io.sightline.resnet.ResNet;
import io.sightline.serving.version.ModelReference;
import java.util.List;
import java.util.Locale;

/// What is known of a model in service: made once, when it is loaded, and shown by every door.
///
/// @param name as in URLs and settings, for example `resnet50`
/// @param number of its version; 0 if its folder holds no numbered versions
/// @param version by content: what [ReadModel#version] says
/// @param architecture for example `ResNet-50 v1`
/// @param precision number format of weights and activations, for example `float32`
/// @param precisionReason why this precision was chosen, one sentence
/// @param device for example `cpu` or `gpu:0`
/// @param parameters learned numbers of the network
/// @param operations multiplications and additions of one forward pass over one image
/// @param classes number of logits, each with a label
/// @param stages of the network, in order
/// @param preprocessing what is done to an image first
/// @param parallelism how it shares the processors
/// @param maxBatchSize most images in one forward pass
public record ModelDescription(
        String name,
        int number,
        String version,
        String architecture,
        String precision,
        String precisionReason,
        String device,
        long parameters,
        long operations,
        int classes,
        List<StageDescription> stages,
        PreprocessingDescription preprocessing,
        Parallelism parallelism,
        int maxBatchSize) {

    public ModelDescription {
        stages = List.copyOf(stages);
    }

    /// Describes `model`, which runs as `choice` and `parallelism` say.
    static ModelDescription of(
            ReadModel model,
            PrecisionChoice choice,
            String device,
            Parallelism parallelism,
            int maxBatchSize) {
        ResNet network = model.network();
        return new ModelDescription(
                model.name(),
                model.number(),
                model.version(),
                network.name(),
                choice.name(),
                choice.reason(),
                device,
                network.parameters(),
                network.operations(model.preprocessing().crop()),
                network.head().classes(),
                network.stages().stream()
                        .map(
                                stage ->
                                        new StageDescription(
                                                stage.name(),
                                                stage.blocks().stream()
                                                        .map(String::valueOf)
                                                        .toList()))
                        .toList(),
                PreprocessingDescription.of(model.preprocessing()),
                parallelism,
                maxBatchSize);
    }

    /// One line for the log, for example `resnet50 (version 1f0a…): ResNet-50 v1, 25,557,032
    /// parameters, float32 on cpu (…), lanes x threads 1 x 2, batches of up to 8`.
    public String line() {
        return String.format(
                Locale.ROOT,
                "%s (version %s): %s, %,d parameters, %s on %s (%s), lanes x threads %s, batches of"
                        + " up to %d",
                ModelReference.of(name, number),
                version,
                architecture,
                parameters,
                precision,
                device,
                precisionReason,
                parallelism,
                maxBatchSize);
    }

    /// One stage of the network.
    ///
    /// @param name for example `layer1`
    /// @param blocks one line each, for example `F(x) + x, F = [3x3, 64 → 64] [3x3, 64 → 64]`
    public record StageDescription(String name, List<String> blocks) {

        public StageDescription {
            blocks = List.copyOf(blocks);
        }
    }

    /// What is done to an image before the network sees it.
    ///
    /// @param resize short side after resizing, in pixels
    /// @param crop side of the centre square kept, in pixels
    /// @param fit `crop`, or `squash` if both sides become `resize` pixels long
    /// @param interpolation `bilinear` or `bicubic`, antialiased
    /// @param mean subtracted from red, green and blue, on the scale 0 to 1
    /// @param deviation what they are then divided by
    public record PreprocessingDescription(
            int resize,
            int crop,
            String fit,
            String interpolation,
            List<Float> mean,
            List<Float> deviation) {

        public PreprocessingDescription {
            mean = List.copyOf(mean);
            deviation = List.copyOf(deviation);
        }

        static PreprocessingDescription of(Preprocessing preprocessing) {
            return new PreprocessingDescription(
                    preprocessing.resize(),
                    preprocessing.crop(),
                    preprocessing.fit().name().toLowerCase(Locale.ROOT),
                    preprocessing.interpolation().name().toLowerCase(Locale.ROOT),
                    numbers(preprocessing.mean()),
                    numbers(preprocessing.deviation()));
        }

        private static List<Float> numbers(Channels channels) {
            return List.of(channels.red(), channels.green(), channels.blue());
        }
    }
}
