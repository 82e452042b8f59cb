package io.sightline.cli;

import io.sightline.conversion.Wishes;
import io.sightline.repository.Labels;
import io.sightline.repository.Labels.Label;
import io.sightline.resnet.Downsampling;
import io.sightline.resnet.ResNetOptions;
import io.sightline.resnet.StemPooling;
import io.sightline.resnet.StrideOrder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options by which whoever adds a model says what its files do not.
final class NetworkOptions {

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "The names of the classes, a line for each: id, tab and name, or name.")
    private @Nullable Path labels;

    @Option(
            names = "--preprocessing",
            paramLabel = "HOW",
            description = {
                "How images are prepared: imagenet (resize 256, crop 224, bilinear, ImageNet's mean"
                        + " and deviation), or what differs from that, for example",
                "resize=32,crop=32,fit=squash,interpolation=bicubic,mean=0.5/0.5/0.5,"
                        + "deviation=0.5/0.5/0.5. Default: as the files beside the checkpoint say."
            })
    private @Nullable String preprocessing;

    @Option(
            names = "--strides",
            paramLabel = "ORDER",
            converter = StrideOrderConverter.class,
            description = "Where bottlenecks halve their input: v1.5 (default) or v1.")
    private @Nullable StrideOrder strides;

    @Option(
            names = "--downsampling",
            paramLabel = "HOW",
            description = "How blocks halve their input: ${COMPLETION-CANDIDATES}.")
    private @Nullable Downsampling downsampling;

    @Option(
            names = "--stem-pooling",
            paramLabel = "HOW",
            description = "Whether the stem ends in a pooling: ${COMPLETION-CANDIDATES}.")
    private @Nullable StemPooling stemPooling;

    @Option(
            names = "--prefix",
            paramLabel = "TEXT",
            description =
                    "What the names of the network's tensors begin with, if the file holds several"
                            + " networks.")
    private @Nullable String prefix;

    /// What they say.
    Wishes wishes() throws IOException {
        List<Label> named = labels == null ? List.of() : Labels.read(labels).labels();
        return new Wishes(
                prefix == null ? List.of() : List.of(prefix),
                this::changed,
                preprocessing == null ? List.of() : List.of(PreprocessingText.parse(preprocessing)),
                named);
    }

    private ResNetOptions changed(ResNetOptions told) {
        return new ResNetOptions(
                strides == null ? told.strideOrder() : strides,
                downsampling == null ? told.downsampling() : downsampling,
                stemPooling == null ? told.stemPooling() : stemPooling,
                told.firstStride());
    }
}
