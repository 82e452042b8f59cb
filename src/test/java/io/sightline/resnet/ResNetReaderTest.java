package io.sightline.resnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.checkpoint.Shape;
import io.sightline.resnet.Shortcut.Identity;
import io.sightline.resnet.Shortcut.Projection;
import io.sightline.resnet.Shortcut.ZeroPadding;
import java.util.Arrays;
import java.util.Locale;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResNetReaderTest {

    @ParameterizedTest
    @CsvSource({
        "BASIC, 2 2 2 2, ResNet-18, 11689512, 1.81",
        "BASIC, 3 4 6 3, ResNet-34, 21797672, 3.66",
        "BOTTLENECK, 3 4 6 3, ResNet-50 v1.5, 25557032, 4.09",
        "BOTTLENECK, 3 4 23 3, ResNet-101 v1.5, 44549160, 7.80",
        "BOTTLENECK, 3 8 36 3, ResNet-152 v1.5, 60192808, 11.51"
    })
    void knowsTheNetworksOfThePaper(
            BlockKind kind, String depths, String name, long parameters, double multiplyAdds) {
        Layout layout = Layout.imagenet(kind, depths(depths));

        ResNet network = network(layout, StrideOrder.V1_5);

        assertThat(network.name()).isEqualTo(name);
        assertThat(network.parameters()).isEqualTo(parameters);
        assertThat(network.operations(224) / 2e9).isCloseTo(multiplyAdds, within(0.0051));
        assertThat(network.stages())
                .extracting(stage -> stage.blocks().size())
                .containsExactlyElementsOf(layout.depths());
    }

    @ParameterizedTest
    @CsvSource({
        "3 4 6 3, Wide ResNet-50-2 v1.5, 68883240, 11.40",
        "3 4 23 3, Wide ResNet-101-2 v1.5, 126886696, 22.75"
    })
    void knowsWideNetworks(String depths, String name, long parameters, double multiplyAdds) {
        Layout layout = Layout.wide(depths(depths));

        ResNet network = network(layout, StrideOrder.V1_5);

        assertThat(network.name()).isEqualTo(name);
        assertThat(network.parameters()).isEqualTo(parameters);
        assertThat(network.operations(224) / 2e9).isCloseTo(multiplyAdds, within(0.0051));
    }

    @ParameterizedTest
    @CsvSource({
        "3, ResNet-20, 269722",
        "5, ResNet-32, 464154",
        "7, ResNet-44, 658586",
        "9, ResNet-56, 853018"
    })
    void knowsTheNetworksForCifar(int blocks, String name, long parameters) {
        Layout layout = Layout.cifar(blocks, Layout.Option.A);

        ResNet network = network(layout, StrideOrder.V1_5);

        assertThat(network.name()).isEqualTo(name);
        assertThat(network.parameters()).isEqualTo(parameters);
        assertThat(network.stem().layers()).hasSize(1);
        assertThat(network.head()).isEqualTo(new Head("fc", 64, 10));
    }

    @Test
    void padsShortcutsOfCifarNetworksThatHaveNoProjections() {
        Layout layout = Layout.cifar(1, Layout.Option.A);

        ResNet network = network(layout, StrideOrder.V1_5);

        assertThat(network.blocks())
                .extracting(Block::shortcut)
                .containsExactly(new Identity(), new ZeroPadding(2, 16), new ZeroPadding(2, 32));
    }

    @Test
    void projectsWhereTheCheckpointHasProjections() {
        Layout layout = Layout.cifar(2, Layout.Option.B);

        ResNet network = network(layout, StrideOrder.V1_5);

        Convolution projection =
                new Convolution("layer2.0.downsample.0", "layer2.0.downsample.1", 16, 32, 1, 2);
        assertThat(network.stages().get(1).blocks())
                .extracting(Block::shortcut)
                .containsExactly(new Projection(projection), new Identity());
    }

    @ParameterizedTest
    @CsvSource({"V1, 2 1 1", "V1_5, 1 2 1"})
    void placesTheStrideOfABottleneckAsAsked(StrideOrder order, String strides) {
        Layout layout = Layout.imagenet(BlockKind.BOTTLENECK, 1, 1);

        ResNet network = network(layout, order);

        Block halving = network.stages().getLast().blocks().getFirst();
        assertThat(halving.residual())
                .extracting(Convolution::stride)
                .containsExactlyElementsOf(Arrays.stream(depths(strides)).boxed().toList());
        assertThat(network.name()).endsWith(order.label());
    }

    @Test
    void needsFewerOperationsWithEarlyStrides() {
        Layout layout = Layout.imagenet(BlockKind.BOTTLENECK, 3, 4, 6, 3);

        ResNet network = network(layout, StrideOrder.V1);

        assertThat(network.operations(224) / 2e9).isCloseTo(3.86, within(0.0051));
    }

    @Test
    void hasAsManyClassesAsTheHead() {
        SequencedMap<String, Shape> shapes = Layout.cifar(1, Layout.Option.A).shapes();
        shapes.put("fc.weight", Shape.of(37, 64));
        shapes.put("fc.bias", Shape.of(37));

        ResNet network = ResNet.of(BlankWeights.of(shapes), StrideOrder.V1_5);

        assertThat(network.head().classes()).isEqualTo(37);
    }

    @Test
    void needsNoCountersOfBatches() {
        SequencedMap<String, Shape> shapes = Layout.cifar(1, Layout.Option.A).shapes();
        shapes.keySet().removeIf(name -> name.endsWith("num_batches_tracked"));

        ResNet network = ResNet.of(BlankWeights.of(shapes), StrideOrder.V1_5);

        assertThat(network.name()).isEqualTo("ResNet-8");
    }

    @Test
    void knowsNamesInALocaleWithOtherDigits() {
        Locale usual = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            ResNet network = network(Layout.cifar(1, Layout.Option.A), StrideOrder.V1_5);

            assertThat(network.name()).isEqualTo("ResNet-8");
        } finally {
            Locale.setDefault(usual);
        }
    }

    private static ResNet network(Layout layout, StrideOrder order) {
        return ResNet.of(BlankWeights.of(layout.shapes()), order);
    }

    private static int[] depths(String text) {
        return Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
    }
}
