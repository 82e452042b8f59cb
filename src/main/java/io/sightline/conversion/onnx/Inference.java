package io.sightline.conversion.onnx;

import io.sightline.conversion.onnx.Step.Filter;
import io.sightline.resnet.Downsampling;
import io.sightline.resnet.ResNetOptions;
import io.sightline.resnet.StemPooling;
import io.sightline.resnet.StrideOrder;
import java.util.List;

/// Reads off a graph what names and shapes of its tensors do not tell.
///
/// It looks at the first place that tells; that all others agree is for [Comparison] to say.
final class Inference {

    private static final long IMAGENET_KERNEL = 7;

    private final GraphNetwork network;

    Inference(GraphNetwork network) {
        this.network = network;
    }

    ResNetOptions options() {
        long first = network.blocks().getFirst().residual().stride();
        return new ResNetOptions(strideOrder(), downsampling(), stemPooling(), first > 1 ? 2 : 1);
    }

    /// Bottlenecks of v1 halve in their first convolution.
    private StrideOrder strideOrder() {
        return network.blocks().stream()
                .map(block -> block.residual().filters())
                .filter(filters -> filters.size() == 3)
                .filter(filters -> filters.stream().anyMatch(Inference::strides))
                .findFirst()
                .map(filters -> strides(filters.getFirst()) ? StrideOrder.V1 : StrideOrder.V1_5)
                .orElse(StrideOrder.V1_5);
    }

    private static boolean strides(Filter filter) {
        return filter.window().strides().getFirst() > 1;
    }

    private Downsampling downsampling() {
        boolean stem = network.stem().pools().stream().anyMatch(pool -> !pool.maximum());
        boolean blocks =
                network.blocks().stream().anyMatch(block -> !block.residual().pools().isEmpty());
        return stem || blocks ? Downsampling.AVERAGE : Downsampling.STRIDED;
    }

    /// Stems of one 7x7 convolution or of three have a pooling unless it is said, one of 3x3 has
    /// none. A fourth convolution is in the pooling's place.
    private StemPooling stemPooling() {
        List<Filter> filters = network.stem().filters();
        boolean pooled = !network.stem().pools().isEmpty();
        boolean small =
                filters.size() == 1
                        && filters.getFirst().window().kernel().getFirst() != IMAGENET_KERNEL;
        boolean usual = filters.size() == 4 || pooled != small;
        if (usual) {
            return StemPooling.AS_STEM;
        }
        return pooled ? StemPooling.MAX : StemPooling.NONE;
    }
}
