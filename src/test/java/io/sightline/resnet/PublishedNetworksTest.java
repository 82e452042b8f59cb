package io.sightline.resnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.checkpoint.Shape;
import io.sightline.resnet.TimmLayout.Kind;
import java.util.Arrays;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Names and sizes of networks as their publishers give them, in millions of parameters.
class PublishedNetworksTest {

    @ParameterizedTest
    @CsvSource({
        "ResNet-50 v1.5, 64, 1, 64, false, NONE, false, 25.56",
        "ResNet-50-C, 32 32 64, 1, 64, false, NONE, false, 25.58",
        "ResNet-50-D, 32 32 64, 1, 64, true, NONE, false, 25.58",
        "ResNet-50-S, 64 64 128, 1, 64, false, NONE, false, 25.68",
        "ResNet-50-T, 24 32 64, 1, 64, true, NONE, false, 25.57",
        "ResNeXt-50 32x4d, 64, 32, 128, false, NONE, false, 25.03",
        "ResNeXt-50-D 32x4d, 32 32 64, 32, 128, true, NONE, false, 25.05",
        "SE-ResNet-50, 64, 1, 64, false, SE, false, 28.09",
        "SE-ResNeXt-50 32x4d, 64, 32, 128, false, SE, false, 27.56",
        "ECA-ResNet-50-D, 32 32 64, 1, 64, true, ECA, false, 25.58",
        "ECA-ResNet-50-T, 24 32 64, 1, 64, true, ECA, false, 25.57",
        "ResNet-RS-50, 32 32 64, 1, 64, true, LARGE_SE, true, 35.69",
        "Wide ResNet-50-2 v1.5, 64, 1, 128, false, NONE, false, 68.88"
    })
    void haveTheirNamesAndSizes(
            String name,
            String stem,
            int groups,
            int width,
            boolean average,
            Kind attention,
            boolean replaced,
            double millions) {
        TimmLayout layout =
                new TimmLayout(
                        Arrays.stream(stem.split(" ")).map(Integer::valueOf).toList(),
                        groups,
                        width,
                        average,
                        attention,
                        replaced);

        ResNet network = network(layout.shapes(), ResNetOptions.DEFAULT);

        assertThat(network.name()).isEqualTo(name);
        assertThat(network.parameters() / 1e6).isCloseTo(millions, within(0.0051));
    }

    @ParameterizedTest
    @CsvSource({"AS_STEM, 1, 32", "NONE, 1, 32", "MAX, 2, 16"})
    void poolsBehindASmallKernelIfTold(StemPooling pooling, int layers, int side) {
        SequencedMap<String, Shape> shapes = Layout.cifar(1, Layout.Option.B).shapes();

        ResNet network = network(shapes, ResNetOptions.DEFAULT.with(pooling));

        assertThat(network.stem().layers()).hasSize(layers);
        assertThat(network.summary(32).getFirst().side()).isEqualTo(side);
    }

    @Test
    void readsALargeProjectionOfABottleneck() {
        SequencedMap<String, Shape> shapes = Layout.imagenet(BlockKind.BOTTLENECK, 1, 1).shapes();
        shapes.put("layer2.0.downsample.0.weight", Shape.of(512, 256, 3, 3));

        ResNet network = network(shapes, ResNetOptions.DEFAULT);

        assertThat(network.stages().getLast().blocks().getFirst().shortcut())
                .hasToString("Ws x [3x3, 256 → 512, /2]");
    }

    private static ResNet network(SequencedMap<String, Shape> shapes, ResNetOptions options) {
        return ResNet.of(BlankWeights.of(shapes), options);
    }
}
