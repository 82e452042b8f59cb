package io.sightline.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.engine.LoadedNetwork;
import io.sightline.engine.TestEngine;
import io.sightline.image.ImagePreprocessor;
import io.sightline.image.ImageProperties;
import io.sightline.image.OrientationPolicy;
import io.sightline.image.Preparation.Prepared;
import io.sightline.image.decoder.DecoderChoice;
import io.sightline.image.resize.Channels;
import io.sightline.image.resize.ImageTensor;
import io.sightline.image.resize.Interpolation;
import io.sightline.image.resize.Preprocessing;
import io.sightline.resnet.BlockKind;
import io.sightline.resnet.FormulaWeights;
import io.sightline.resnet.ResNet;
import io.sightline.resnet.StrideOrder;
import io.sightline.torchscript.Arithmetic;
import io.sightline.torchscript.TorchScriptArchive;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NetworkLaneTest {

    private static final int SIDE = 64;
    private static final Preprocessing PREPROCESSING =
            new Preprocessing(
                    SIDE,
                    SIDE,
                    Interpolation.BILINEAR,
                    new Channels(0.5f, 0.5f, 0.5f),
                    new Channels(0.25f, 0.25f, 0.25f));

    private LoadedNetwork network;
    private NetworkLane lane;

    @BeforeEach
    void openLane() throws IOException {
        Checkpoint checkpoint = FormulaWeights.checkpoint(BlockKind.BASIC, 1, 1);
        ResNet resnet = ResNet.of(checkpoint, StrideOrder.V1_5);
        try (InputStream archive =
                new TorchScriptArchive(resnet, checkpoint, new Arithmetic.Float32(), false)) {
            network = TestEngine.cpu().load("formula", archive);
        }
        lane = NetworkLane.open(network, SIDE, List.of(1, 2, 3));
    }

    @AfterEach
    void closeLane() {
        lane.close();
        network.close();
    }

    @Test
    void answersEachImageOfABatchAsIfItWereAlone() throws Exception {
        ImageTensor cat = image("/images/chelsea.png");
        ImageTensor coffee = image("/images/coffee.png");
        Logits catAlone = lane.apply(List.of(cat)).getFirst();
        Logits coffeeAlone = lane.apply(List.of(coffee)).getFirst();

        List<Logits> together = lane.apply(List.of(coffee, cat, coffee));

        assertThat(together).hasSize(3);
        assertClose(together.get(0), coffeeAlone);
        assertClose(together.get(1), catAlone);
        assertClose(together.get(2), coffeeAlone);
        assertThat(coffeeAlone.get(0)).isNotCloseTo(catAlone.get(0), Offset.offset(1e-3f));
    }

    @Test
    void refusesMoreImagesThanItWasOpenedFor() throws Exception {
        ImageTensor cat = image("/images/chelsea.png");

        assertThatThrownBy(() -> lane.apply(List.of(cat, cat, cat, cat)))
                .isInstanceOf(RuntimeException.class);
        assertThat(lane.apply(List.of(cat))).hasSize(1);
    }

    private static void assertClose(Logits actual, Logits expected) {
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i)).isCloseTo(expected.get(i), Offset.offset(1e-4f));
        }
    }

    private static ImageTensor image(String resource) throws IOException, InterruptedException {
        ImageProperties properties =
                new ImageProperties(
                        1_000_000,
                        10_000,
                        100,
                        1,
                        OrientationPolicy.APPLY,
                        DecoderChoice.AUTO,
                        false);
        try (InputStream stream = NetworkLaneTest.class.getResourceAsStream(resource);
                ImagePreprocessor preprocessor = new ImagePreprocessor(properties)) {
            long deadlineNanos = System.nanoTime() + Duration.ofMinutes(1).toNanos();
            return ((Prepared)
                            preprocessor.prepare(
                                    stream.readAllBytes(), PREPROCESSING, deadlineNanos))
                    .tensor();
        }
    }
}
