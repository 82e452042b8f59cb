package io.sightline.classification;

import java.util.List;

/// The description of a served model.
///
/// @param tag name, architecture, precision and device
/// @param precisionReason why this precision was chosen, one sentence
/// @param parameters learned numbers of the network
/// @param operations multiplications and additions of one forward pass over one image
/// @param classes number of logits, each with a label
/// @param stages of the network, in order
/// @param preprocessing what is done to an image before the network sees it
/// @param sessions forward passes that can run at the same time
/// @param threads of one forward pass
/// @param soloThreads of a forward pass over an image that is alone; 0 if it is run like the others
/// @param maxBatchSize most images in one forward pass
public record ModelDescription(
        ModelTag tag,
        String precisionReason,
        long parameters,
        long operations,
        int classes,
        List<StageDescription> stages,
        PreprocessingDescription preprocessing,
        int sessions,
        int threads,
        int soloThreads,
        int maxBatchSize) {

    public ModelDescription {
        stages = List.copyOf(stages);
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
    /// @param interpolation `bilinear` or `bicubic`, antialiased
    /// @param mean subtracted from red, green and blue, on the scale 0 to 1
    /// @param deviation what they are then divided by
    /// @param decoders which libraries decode
    public record PreprocessingDescription(
            int resize,
            int crop,
            String interpolation,
            List<Float> mean,
            List<Float> deviation,
            DecodersDescription decoders) {

        public PreprocessingDescription {
            mean = List.copyOf(mean);
            deviation = List.copyOf(deviation);
        }
    }

    /// The libraries that decode the formats for which there is a choice.
    ///
    /// @param jpeg `turbojpeg`, `leptonica` or `jdk`
    /// @param webp `leptonica`, or `none`: WebP is refused
    public record DecodersDescription(String jpeg, String webp) {}
}
