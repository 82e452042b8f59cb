package io.sightline.resnet;

import io.sightline.checkpoint.InvalidCheckpointException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// A family of networks that is related to ResNets but is not read.
///
/// @param article its name with an article, for messages
/// @param missing what is missing to read it
/// @param marker true for names of tensors that only this family has
record ForeignFamily(String article, String missing, Predicate<String> marker) {

    private static final List<ForeignFamily> ALL =
            List.of(
                    new ForeignFamily(
                            "a ResNetV2 with EvoNorm",
                            "its normalisation is not among those read",
                            name -> name.startsWith("stages.") && name.endsWith("norm1.v")),
                    new ForeignFamily(
                            "a ResNetV2 or BiT",
                            "blocks that normalise before each convolution are not read, and no"
                                    + " tensor tells whether weights are standardised",
                            name -> name.startsWith("stages.") && name.contains(".blocks.")),
                    new ForeignFamily(
                            "a SENet in its older layout",
                            "only timm's newer names are read, such as layer1.0.se.fc1.weight",
                            name ->
                                    name.contains(".se_module.")
                                            || name.startsWith("layer0.conv1.")),
                    new ForeignFamily(
                            "a ResNet with CBAM",
                            "its spatial attention is not read",
                            name -> name.contains(".se.spatial.")),
                    new ForeignFamily(
                            "a Res2Net",
                            "its split 3x3 convolutions are not read",
                            name -> name.startsWith("layer1.0.convs.")),
                    new ForeignFamily(
                            "a ResNeSt",
                            "its split attention is not read",
                            name -> name.startsWith("layer1.0.conv2.fc1.")),
                    new ForeignFamily(
                            "an SKNet",
                            "its selective kernels are not read",
                            name -> name.startsWith("layer1.0.conv") && name.contains(".paths.")),
                    new ForeignFamily(
                            "CLIP's image encoder",
                            "its attention pooling is not read",
                            name ->
                                    name.startsWith("attnpool.")
                                            || name.startsWith("visual.attnpool.")));

    /// @throws InvalidCheckpointException if a tensor has a name that only such a family has
    static void refuse(Set<String> names) {
        for (ForeignFamily family : ALL) {
            names.stream().filter(family.marker).findFirst().ifPresent(family::refuse);
        }
    }

    private void refuse(String name) {
        throw new InvalidCheckpointException(
                "tensor %s is that of %s, expected a ResNet: %s".formatted(name, article, missing));
    }
}
