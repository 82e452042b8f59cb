package io.sightline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.resnet.BlockKind;
import io.sightline.resnet.FormulaWeights;
import io.sightline.resnet.Layout;
import io.sightline.resnet.PlainResNet;
import io.sightline.resnet.ResNet;
import io.sightline.resnet.StrideOrder;
import io.sightline.torchscript.Precision;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Holds what the engine computes with compiled networks against a forward pass by the book.
class PlainParityTest {

    private static final double TOLERANCE = 1e-4;

    private final Engine engine = TestEngine.cpu();

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 7, 9})
    void runsCifarNetworksWithPaddedShortcuts(int blocks) throws IOException {
        assertParity(Layout.cifar(blocks, Layout.Option.A), StrideOrder.V1_5, 32);
    }

    @Test
    void runsACifarNetworkWithProjections() throws IOException {
        assertParity(Layout.cifar(3, Layout.Option.B), StrideOrder.V1_5, 32);
    }

    @ParameterizedTest
    @EnumSource
    void putsTheStridesOfBottlenecksWhereTheCardSays(StrideOrder order) throws IOException {
        assertParity(Layout.tiny(BlockKind.BOTTLENECK, 7, Layout.Option.B), order, 32);
    }

    @ParameterizedTest
    @CsvSource({"BASIC, 7, B, 45", "BASIC, 3, A, 17", "BOTTLENECK, 3, A, 17"})
    void keepsTheBordersOfImagesWithAnOddSide(
            BlockKind kind, int stemKernel, Layout.Option option, int side) throws IOException {
        assertParity(Layout.tiny(kind, stemKernel, option), StrideOrder.V1_5, side);
    }

    private void assertParity(Layout layout, StrideOrder order, int side) throws IOException {
        Checkpoint checkpoint = FormulaWeights.checkpoint(layout);
        float[] image = FormulaWeights.input(side);
        double[] expected = new PlainResNet(layout, order, checkpoint).logits(image, side);

        List<double[]> answers =
                new OneImage(engine, image, side)
                        .runEachWay(
                                ResNet.of(checkpoint, order), checkpoint, new Precision.Float32());

        assertThat(answers)
                .isNotEmpty()
                .allSatisfy(
                        logits -> {
                            assertThat(logits).hasSameSizeAs(expected);
                            assertThat(OneImage.relativeError(expected, logits))
                                    .isLessThan(TOLERANCE);
                        });
    }
}
