package io.sightline.resnet;

import java.util.List;
import java.util.function.ToIntFunction;

/// What the field calls a network, for example `ResNet-50 v1.5`, `ResNeXt-50 32x4d`,
/// `SE-ResNet-50-D`, `ResNet-RS-50` or `Wide ResNet-50-2 v1.5`.
///
/// The first number counts the stem as one, the convolutions of all residual functions, and the
/// head. Letters behind it are of stem and shortcuts:
///
/// | letter | stem | shortcuts |
/// | --- | --- | --- |
/// | C | three 3x3 convolutions | projected |
/// | S | three, wider | projected |
/// | D | three | averaged, then projected |
/// | E | three, wider | averaged, then projected |
/// | T | three, each wider than the one before | averaged, then projected |
final class NetworkName {

    /// Channels of the usual stem.
    private static final int STEM_WIDTH = 64;

    private final ResNet network;
    private final List<Block> blocks;

    NetworkName(ResNet network) {
        this.network = network;
        this.blocks = network.blocks().toList();
    }

    String text() {
        int groups = groups();
        int widening = groups == 1 ? widening() : 1;
        String family = widening > 1 ? "Wide ResNet" : groups > 1 ? "ResNeXt" : "ResNet";
        String number = widening > 1 ? depth() + "-" + widening : String.valueOf(depth());
        String width = groups > 1 ? " %dx%dd".formatted(groups, groupWidth()) : "";
        String name = attention() + family + kind() + "-" + number + letter() + width + norm();
        return name + strides(groups > 1);
    }

    private int depth() {
        return 2 + blocks.stream().mapToInt(block -> block.residual().size()).sum();
    }

    private String attention() {
        return switch (blocks.getFirst().attention()) {
            case Attention.None _ -> "";
            case Attention.SqueezeExcitation _ -> replacedPooling() ? "" : "SE-";
            case Attention.EfficientChannel _ -> "ECA-";
        };
    }

    private String kind() {
        String recipe = replacedPooling() ? "-RS" : "";
        return recipe
                + switch (network.options().downsampling()) {
                    case STRIDED -> "";
                    case AVERAGE -> "-AA";
                    case BLUR -> "-Blur";
                };
    }

    /// Whether a convolution stands in place of the stem's pooling, which is ResNet-RS's.
    private boolean replacedPooling() {
        return network.stem().convolutions().size() == 4;
    }

    private String letter() {
        List<Convolution> stem = network.stem().convolutions();
        if (replacedPooling()) {
            return "";
        }
        if (stem.size() == 1) {
            return pooledShortcuts() ? " with averaged shortcuts" : "";
        }
        boolean tiered = stem.getFirst().out() != stem.get(1).out();
        boolean wide = stem.getLast().out() > STEM_WIDTH;
        if (pooledShortcuts()) {
            return tiered ? "-T" : wide ? "-E" : "-D";
        }
        return wide ? "-S" : "-C";
    }

    private boolean pooledShortcuts() {
        return blocks.stream()
                .flatMap(block -> block.shortcut().projection().stream())
                .anyMatch(Pooling.class::isInstance);
    }

    private String norm() {
        return network.stem().convolutions().getFirst().normalisation()
                        instanceof Normalisation.Group
                ? " GN"
                : "";
    }

    /// Plain bottlenecks come in both orders; others follow v1.5, so that only v1 is worth saying.
    private String strides(boolean grouped) {
        StrideOrder order = network.options().strideOrder();
        boolean plain = attention().isEmpty() && kind().isEmpty() && letter().isEmpty() && !grouped;
        boolean said = plain || order == StrideOrder.V1;
        return bottleneck() && said ? " " + order.label() : "";
    }

    private boolean bottleneck() {
        return blocks.stream().anyMatch(Block::bottleneck);
    }

    private int groups() {
        return common(block -> block.residual().get(1).groups());
    }

    /// Channels of a group in the first stage, which name a ResNeXt.
    private int groupWidth() {
        Convolution spatial = blocks.getFirst().residual().get(1);
        return spatial.out() / spatial.groups();
    }

    /// By how much the inner convolutions of all bottlenecks are wider than a quarter of what the
    /// block writes; 1 if there is no such whole number.
    private int widening() {
        return common(
                block -> {
                    int quadrupled = 4 * block.residual().getFirst().out();
                    boolean whole = block.bottleneck() && quadrupled % block.out() == 0;
                    return whole ? Math.max(1, quadrupled / block.out()) : 1;
                });
    }

    /// What is the same for all blocks; 1 if nothing is.
    private int common(ToIntFunction<Block> factor) {
        int[] factors = blocks.stream().mapToInt(factor).distinct().toArray();
        return factors.length == 1 ? factors[0] : 1;
    }
}
