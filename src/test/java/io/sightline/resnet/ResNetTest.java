package io.sightline.resnet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class ResNetTest {

    @Test
    void readsAsTheArticleWritesIt() {
        ResNet network = network(Layout.imagenet(BlockKind.BOTTLENECK, 2, 1));

        String text = network.toString();

        assertThat(text)
                .isEqualTo(
                        """
                        ResNet-11 v1, 1,047,336 parameters
                        stem      [7x7, 3 → 64, /2] [max-pool 3x3, /2]
                        layer1.0  F(x) + Ws x [1x1, 64 → 256], F = [1x1, 64 → 64] [3x3, 64 → 64] [1x1, 64 → 256]
                        layer1.1  F(x) + x, F = [1x1, 256 → 64] [3x3, 64 → 64] [1x1, 64 → 256]
                        layer2.0  F(x) + Ws x [1x1, 256 → 512, /2], F = [1x1, 256 → 128, /2] [3x3, 128 → 128] [1x1, 128 → 512]
                        head      [mean] [fc, 512 → 1000]\
                        """);
    }

    @Test
    void saysWhereAShortcutIsPadded() {
        ResNet network = network(Layout.cifar(1, Layout.Option.A));

        String text = network.toString();

        assertThat(text)
                .contains("stem      [3x3, 3 → 16]\n")
                .contains(
                        "F(x) + x [every 2. pixel, 16 zero channels],"
                                + " F = [3x3, 16 → 32, /2] [3x3, 32 → 32]\n");
    }

    @Test
    void countsItsParametersInEveryLocaleTheSameWay() {
        Locale usual = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            String text = network(Layout.imagenet(BlockKind.BASIC, 2, 2, 2, 2)).toString();

            assertThat(text).startsWith("ResNet-18, 11,689,512 parameters\n");
        } finally {
            Locale.setDefault(usual);
        }
    }

    private static ResNet network(Layout layout) {
        return ResNet.of(BlankWeights.of(layout.shapes()), StrideOrder.V1);
    }
}
