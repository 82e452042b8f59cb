package io.sightline.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.engine.Network;
import io.sightline.engine.NetworkOutput;
import io.sightline.engine.Output;
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
import io.sightline.serving.NetworkInput.Pixels;
import io.sightline.serving.NetworkInput.Values;
import io.sightline.torchscript.Fusion;
import io.sightline.torchscript.Precision;
import io.sightline.torchscript.TorchScriptArchive;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
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

    private final Checkpoint checkpoint = FormulaWeights.checkpoint(BlockKind.BASIC, 1, 1);
    private Network network;
    private NetworkLane lane;

    @BeforeEach
    void openLane() throws IOException {
        ResNet resnet = ResNet.of(checkpoint, StrideOrder.V1_5);
        try (InputStream archive =
                new TorchScriptArchive(resnet, checkpoint, new Precision.Float32(), Fusion.NONE)) {
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
        NetworkRequest cat = NetworkRequest.logits(image("/images/chelsea.png"));
        NetworkRequest coffee = NetworkRequest.logits(image("/images/coffee.png"));
        NetworkOutput catAlone = lane.apply(List.of(cat)).getFirst();
        NetworkOutput coffeeAlone = lane.apply(List.of(coffee)).getFirst();

        List<NetworkOutput> together = lane.apply(List.of(coffee, cat, coffee));

        assertThat(together).hasSize(3);
        assertClose(together.get(0), coffeeAlone);
        assertClose(together.get(1), catAlone);
        assertClose(together.get(2), coffeeAlone);
        assertThat(coffeeAlone.at(Output.LOGITS, 0))
                .isNotCloseTo(catAlone.at(Output.LOGITS, 0), Offset.offset(1e-3f));
    }

    @Test
    void givesEachRequestOfABatchWhatItWantsAndNoMore() throws Exception {
        ImageTensor cat = image("/images/chelsea.png");
        NetworkRequest plain = NetworkRequest.logits(cat);
        NetworkRequest all = new NetworkRequest(new Pixels(cat), EnumSet.allOf(Output.class));

        List<NetworkOutput> together = lane.apply(List.of(plain, all));

        assertThat(together.get(0).outputs()).containsExactly(Output.LOGITS);
        assertThat(together.get(1).outputs()).containsExactlyInAnyOrder(Output.values());
        assertThatThrownBy(() -> together.get(0).at(Output.FEATURES, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("output is FEATURES, must be one of those asked for: [LOGITS]");
    }

    /// The mean of each channel of the last feature map, and the logits made from those.
    @Test
    void makesTheEmbeddingOfTheFeaturesAndTheLogitsOfTheEmbedding() throws Exception {
        NetworkRequest all =
                new NetworkRequest(
                        new Pixels(image("/images/chelsea.png")), EnumSet.allOf(Output.class));

        NetworkOutput output = lane.apply(List.of(all)).getFirst();

        float[] features = output.copy(Output.FEATURES);
        float[] embedding = output.copy(Output.EMBEDDING);
        int pixels = features.length / embedding.length;
        double[] means = new double[embedding.length];
        for (int i = 0; i < features.length; i++) {
            means[i / pixels] += features[i] / (double) pixels;
        }
        float[] weight = checkpoint.tensor("fc.weight").toFloats();
        float[] bias = checkpoint.tensor("fc.bias").toFloats();
        for (int channel = 0; channel < embedding.length; channel++) {
            assertThat(embedding[channel]).isCloseTo((float) means[channel], Offset.offset(1e-4f));
        }
        for (int label = 0; label < bias.length; label++) {
            double logit = bias[label];
            for (int channel = 0; channel < embedding.length; channel++) {
                logit += weight[label * embedding.length + channel] * means[channel];
            }
            assertThat(output.at(Output.LOGITS, label))
                    .isCloseTo((float) logit, Offset.offset(1e-3f));
        }
    }

    @Test
    void runsPixelsAndNormalisedValuesInOneBatch() throws Exception {
        ImageTensor cat = image("/images/chelsea.png");
        NetworkRequest pixels = NetworkRequest.logits(cat);
        NetworkRequest values =
                new NetworkRequest(new Values(normalised(cat), SIDE), Set.of(Output.LOGITS));

        List<NetworkOutput> together = lane.apply(List.of(pixels, values));

        assertClose(together.get(1), together.get(0));
    }

    @Test
    void refusesMoreImagesThanItWasOpenedFor() throws Exception {
        NetworkRequest cat = NetworkRequest.logits(image("/images/chelsea.png"));

        assertThatThrownBy(() -> lane.apply(List.of(cat, cat, cat, cat)))
                .isInstanceOf(RuntimeException.class);
        assertThat(lane.apply(List.of(cat))).hasSize(1);
    }

    @Test
    void answersAfterItsNetworkWasClosed() throws Exception {
        NetworkRequest cat = NetworkRequest.logits(image("/images/chelsea.png"));
        NetworkOutput before = lane.apply(List.of(cat)).getFirst();

        network.close();

        assertClose(lane.apply(List.of(cat)).getFirst(), before);
        assertThatThrownBy(() -> NetworkLane.open(network, SIDE, List.of(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the network is closed, must be open");
    }

    /// Channel x row x column, with the mean and deviation of [#PREPROCESSING].
    private static float[] normalised(ImageTensor image) {
        byte[] pixels = image.pixels();
        float[] values = new float[pixels.length];
        int plane = SIDE * SIDE;
        for (int i = 0; i < pixels.length; i++) {
            float level = (pixels[i] & 0xff) / 255f;
            values[i % 3 * plane + i / 3] = (level - 0.5f) / 0.25f;
        }
        return values;
    }

    private static void assertClose(NetworkOutput actual, NetworkOutput expected) {
        for (int i = 0; i < expected.length(Output.LOGITS); i++) {
            assertThat(actual.at(Output.LOGITS, i))
                    .isCloseTo(expected.at(Output.LOGITS, i), Offset.offset(1e-4f));
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
