package io.sightline.resnet;

import io.sightline.checkpoint.InvalidCheckpointException;
import java.util.Set;
import java.util.function.Predicate;

/// Families of networks that are related to ResNets but are not read, by what their names give
/// away.
enum ForeignFamily {
    EVO_NORM(
            "a ResNetV2 with EvoNorm",
            "its normalisation is not among those read",
            name -> name.startsWith("stages.") && name.endsWith("norm1.v")),
    PRE_ACTIVATION(
            "a ResNetV2 or BiT",
            "its blocks normalise before each convolution, and whether BiT's weights are"
                    + " standardised is in no tensor",
            name -> name.startsWith("stages.") && name.contains(".blocks.")),
    LEGACY_SENET(
            "a SENet of the older layout",
            "timm's newer names, such as layer1.0.se.fc1.weight, are read",
            name -> name.contains(".se_module.") || name.startsWith("layer0.conv1")),
    CBAM(
            "a ResNet with CBAM",
            "its spatial attention is not read",
            name -> name.contains(".se.spatial.")),
    RES2NET(
            "a Res2Net",
            "its split 3x3 convolutions are not read",
            name -> name.startsWith("layer1.0.convs.")),
    RESNEST(
            "a ResNeSt",
            "its split attention is not read",
            name -> name.startsWith("layer1.0.conv2.fc1.")),
    SKNET(
            "an SKNet",
            "its selective kernels are not read",
            name -> name.startsWith("layer1.0.conv") && name.contains(".paths.")),
    CLIP(
            "CLIP's image encoder",
            "its attention pooling is not read",
            name -> name.startsWith("attnpool.") || name.startsWith("visual.attnpool."));

    private final String article;
    private final String reason;
    private final Predicate<String> marker;

    ForeignFamily(String article, String reason, Predicate<String> marker) {
        this.article = article;
        this.reason = reason;
        this.marker = marker;
    }

    /// @throws InvalidCheckpointException if a tensor has a name that only such a family has
    static void refuse(Set<String> names) {
        for (ForeignFamily family : values()) {
            names.stream().filter(family.marker).findFirst().ifPresent(family::refuse);
        }
    }

    private void refuse(String name) {
        throw new InvalidCheckpointException(
                "tensor %s is that of %s, expected a ResNet: %s".formatted(name, article, reason));
    }
}
