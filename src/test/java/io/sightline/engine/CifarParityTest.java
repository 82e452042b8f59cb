package io.sightline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.Tensor;
import io.sightline.checkpoint.file.CheckpointFile;
import io.sightline.resnet.FormulaWeights;
import io.sightline.resnet.ReferenceCheckpoint;
import io.sightline.resnet.ResNet;
import io.sightline.resnet.ResNetOptions;
import io.sightline.resnet.StemPooling;
import io.sightline.torchscript.Precision;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Holds the networks that people train on CIFAR-10 against their own answers.
class CifarParityTest {

    private static final double TOLERANCE = 1e-4;

    private final Engine engine = TestEngine.cpu();

    @ParameterizedTest
    @CsvSource({
        "resnet20-a, AS_STEM, 32",
        "resnet20-a, AS_STEM, 33",
        "resnet20-b-shortcut, AS_STEM, 32",
        "resnet20-b-shortcut, AS_STEM, 33",
        "resnet18-4stage, AS_STEM, 33",
        "resnet18-pooled, MAX, 32",
        "resnet18-pooled, MAX, 33"
    })
    void answersAsPyTorchDoes(String stem, StemPooling pooling, int side) throws IOException {
        String file = "cifar/%s.pth".formatted(stem);
        ResNetOptions options = ResNetOptions.DEFAULT.with(pooling);
        ReferenceCheckpoint reference = new ReferenceCheckpoint(file, file, options, "");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = MemorySegment.ofArray(reference.bytes());
            Checkpoint checkpoint = renamed(CheckpointFile.read(bytes, arena).checkpoint());
            ResNet network = ResNet.of(checkpoint, options);

            List<double[]> answers =
                    new OneImage(engine, FormulaWeights.input(side), side)
                            .runEachWay(network, checkpoint, new Precision.Float32());

            double[] expected = reference.logits(side);
            assertThat(answers)
                    .isNotEmpty()
                    .allSatisfy(
                            logits ->
                                    assertThat(OneImage.largestError(expected, logits))
                                            .isLessThan(TOLERANCE));
        }
    }

    /// The tensors under torchvision's names.
    private static Checkpoint renamed(Checkpoint checkpoint) {
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        checkpoint
                .tensors()
                .forEach(
                        (name, tensor) ->
                                tensors.put(
                                        name.replaceFirst("^module\\.", "")
                                                .replaceFirst("^linear\\.", "fc.")
                                                .replace(".shortcut.", ".downsample."),
                                        tensor));
        return new Checkpoint(tensors);
    }
}
