package io.sightline.resnet;

import io.sightline.checkpoint.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A residual network: stem, stages of residual blocks, head.
///
/// @param stem what comes before the first block
/// @param stages at least one, in order
/// @param head the classifier
/// @param options what was known of it beside its tensors
public record ResNet(Stem stem, List<Stage> stages, Head head, ResNetOptions options) {

    /// The name of the first activation, the image itself.
    public static final String IMAGE = "image";

    public ResNet {
        stages = List.copyOf(stages);
    }

    /// The network whose tensors `checkpoint` holds.
    ///
    /// @throws io.sightline.checkpoint.InvalidCheckpointException if a tensor is missing, surplus,
    ///   or of a wrong shape or type
    public static ResNet of(Checkpoint checkpoint, ResNetOptions options) {
        ResNet network = new ResNetReader(checkpoint, options).network();
        ExpectedTensors.check(network, checkpoint);
        return network;
    }

    /// The network whose tensors `checkpoint` holds, with the default options but for its strides.
    ///
    /// @throws io.sightline.checkpoint.InvalidCheckpointException as the other
    public static ResNet of(Checkpoint checkpoint, StrideOrder strideOrder) {
        return of(checkpoint, ResNetOptions.of(strideOrder));
    }

    /// The usual name, for example `ResNet-50 v1.5`, `SE-ResNet-50-D` or `ResNeXt-50 32x4d`.
    public String name() {
        return new NetworkName(this).text();
    }

    /// Whether there are blocks of three convolutions.
    public boolean hasBottlenecks() {
        return blocks().anyMatch(Block::bottleneck);
    }

    /// All blocks, in the order they run.
    public Stream<Block> blocks() {
        return stages.stream().flatMap(stage -> stage.blocks().stream());
    }

    /// All convolutions, in the order they run.
    Stream<Convolution> convolutions() {
        return Stream.concat(stem.convolutions().stream(), blocks().flatMap(Block::convolutions));
    }

    /// The names of all activations, in the order they are computed: the image, the result of each
    /// convolution (after its ReLU, if one follows), the result of each block.
    public List<String> activations() {
        List<String> names = new ArrayList<>();
        names.add(IMAGE);
        stem.convolutions().forEach(convolution -> names.add(convolution.name()));
        blocks().forEach(
                        block -> {
                            block.convolutions().map(Convolution::name).forEach(names::add);
                            names.add(block.name());
                        });
        return List.copyOf(names);
    }

    /// Why this network cannot run in 8-bit integers, a clause; empty if it can.
    public Optional<String> declinesInt8() {
        return convolutions()
                .filter(each -> each.normalisation() instanceof Normalisation.Group)
                .findFirst()
                .map(
                        each ->
                                "int8 needs normalisations folded into convolutions, and that"
                                        + " of %s is a group normalisation".formatted(each.name()));
    }

    /// What `side` must be instead, and why, if this network cannot take images of `side` x `side`
    /// pixels; empty if it can.
    ///
    /// A mean drops the last row of an odd extent, which the shortcut beside it keeps.
    public Optional<String> declines(int side) {
        int current = stem.outputSide(side);
        for (Block block : blocks().toList()) {
            if (current < 1 || !block.fits(current)) {
                return Optional.of(
                        "must be a multiple of %d: %s would halve %d x %d pixels to two sizes"
                                .formatted(reduction(), block.name(), current, current));
            }
            current = block.outputSide(current);
        }
        return Optional.empty();
    }

    /// By how much each side of the last feature map is smaller than the image's.
    private int reduction() {
        int large = 1 << 20;
        return large / summary(large).get(stages.size()).side();
    }

    /// The number of learned parameters, running statistics not counted.
    public long parameters() {
        return summary(1).stream().mapToLong(StageSummary::parameters).sum();
    }

    /// Multiplications and additions of one forward pass over one image of `side` x `side` pixels,
    /// in convolutions, attention and head.
    public long operations(int side) {
        return summary(side).stream().mapToLong(StageSummary::operations).sum();
    }

    /// Stem, stages and head, for an image of `side` x `side` pixels.
    public List<StageSummary> summary(int side) {
        List<StageSummary> parts = new ArrayList<>();
        int current = stem.outputSide(side);
        long stemParameters = stem.convolutions().stream().mapToLong(Convolution::parameters).sum();
        long stemOperations = Layer.operations(stem.layers(), side);
        parts.add(new StageSummary("stem", 0, stem.out(), current, stemParameters, stemOperations));
        for (Stage stage : stages) {
            StageSummary part = stage.summary(current);
            current = part.side();
            parts.add(part);
        }
        parts.add(
                new StageSummary(
                        "head", 0, head.classes(), 1, head.parameters(), head.operations()));
        return List.copyOf(parts);
    }

    /// One line a layer or block, top to bottom.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%s, %,d parameters\n", name(), parameters()));
        text.append("stem      %s\n".formatted(Layer.text(stem.layers())));
        for (Stage stage : stages) {
            for (int i = 0; i < stage.blocks().size(); i++) {
                text.append("%-9s %s\n".formatted(stage.name() + "." + i, stage.blocks().get(i)));
            }
        }
        text.append("head      [mean] [fc, %d → %d]".formatted(head.features(), head.classes()));
        return text.toString();
    }
}
