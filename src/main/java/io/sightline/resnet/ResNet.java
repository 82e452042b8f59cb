package io.sightline.resnet;

import io.sightline.checkpoint.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    /// The usual name, for example `ResNet-50 v1.5`, `ResNet-18` or `Wide ResNet-50-2 v1.5`, whose
    /// bottlenecks are twice as wide inside: the first number counts the stem, the convolutions of
    /// all residual functions, and the head.
    public String name() {
        if (!bottleneck()) {
            return "ResNet-" + depth();
        }
        int factor = wideningFactor();
        String name = factor == 1 ? "ResNet-" + depth() : "Wide ResNet-" + depth() + "-" + factor;
        return name + " " + options.strideOrder().label();
    }

    /// By how much the inner convolutions of all bottlenecks are wider than a quarter of what the
    /// block writes; 1 if there is no such whole number.
    private int wideningFactor() {
        List<Integer> factors =
                blocks().map(
                                block -> {
                                    int quadrupled = 4 * block.residual().getFirst().out();
                                    return quadrupled % block.out() == 0
                                            ? quadrupled / block.out()
                                            : 1;
                                })
                        .distinct()
                        .toList();
        return factors.size() == 1 ? Math.max(1, factors.getFirst()) : 1;
    }

    private int depth() {
        return 2 + blocks().mapToInt(block -> block.residual().size()).sum();
    }

    private boolean bottleneck() {
        return blocks().anyMatch(block -> block.residual().size() == 3);
    }

    /// All blocks, in the order they run.
    public Stream<Block> blocks() {
        return stages.stream().flatMap(stage -> stage.blocks().stream());
    }

    /// All convolutions, in the order they run.
    Stream<Convolution> convolutions() {
        return Stream.concat(
                Stream.of(stem.convolution()), stages.stream().flatMap(Stage::convolutions));
    }

    /// The names of all activations, in the order they are computed: the image, the result of each
    /// convolution (after its ReLU, if one follows), the result of each block.
    public List<String> activations() {
        List<String> names = new ArrayList<>();
        names.add(IMAGE);
        names.add(stem.convolution().name());
        blocks().forEach(
                        block -> {
                            block.convolutions().map(Convolution::name).forEach(names::add);
                            names.add(block.name());
                        });
        return List.copyOf(names);
    }

    /// The number of learned parameters, running statistics not counted.
    public long parameters() {
        return convolutions().mapToLong(Convolution::parameters).sum() + head.parameters();
    }

    /// Multiplications and additions of one forward pass over one image of `side` x `side` pixels,
    /// in convolutions and head.
    public long operations(int side) {
        long operations = stem.convolution().operations(side) + head.operations();
        int current = stem.outputSide(side);
        for (Block block : blocks().toList()) {
            operations += block.operations(current);
            current = block.outputSide(current);
        }
        return operations;
    }

    /// One line a layer or block, top to bottom.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%s, %,d parameters\n", name(), parameters()));
        text.append("stem      [%s]".formatted(stem.convolution()));
        text.append(stem.pooled() ? " [max-pool 3x3, /2]\n" : "\n");
        for (Stage stage : stages) {
            for (int i = 0; i < stage.blocks().size(); i++) {
                text.append("%-9s %s\n".formatted(stage.name() + "." + i, stage.blocks().get(i)));
            }
        }
        text.append("head      [mean] [fc, %d → %d]".formatted(head.features(), head.classes()));
        return text.toString();
    }
}
