package io.sightline.conversion.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.resnet.ResNet;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is read from files that exporters wrote, and what is refused. Their answers are held to
/// PyTorch's in `OnnxParityTest`.
class OnnxConversionTest {

    private static List<OnnxFixture> others() {
        return OnnxFixture.others();
    }

    @ParameterizedTest
    @CsvSource({
        "checkpoints/onnx/basic-dynamo.onnx, 64, 'ResNet-10'",
        "checkpoints/onnx/basic-dynamo-external.onnx, 64, 'ResNet-4'",
        "checkpoints/onnx/basic-torchscript.onnx, 0, 'ResNet-10'",
        "checkpoints/onnx/basic-unfolded.onnx, 64, 'ResNet-4'",
        "conversion/onnx/bottleneck-v1-opset9.onnx, 64, 'ResNet-14 v1'",
        "conversion/onnx/bottleneck-softmax-dynamo.onnx, 64, 'ResNet-14 v1.5'",
        "conversion/onnx/d-dynamic.onnx, 0, 'ResNet-14-D'",
        "conversion/onnx/se-dynamic.onnx, 0, 'SE-ResNet-14'",
        "conversion/onnx/eca-dynamo.onnx, 64, 'ECA-ResNet-14-C'",
        "conversion/onnx/aa-dynamo.onnx, 64, 'ResNet-AA-10'",
        "conversion/onnx/rs-opset17.onnx, 0, 'ResNet-RS-14'"
    })
    void tellsWhatAnExportIs(String file, int side, String name) throws IOException {
        OnnxNetwork found = fixture(file).network();

        assertThat(ResNet.of(found.checkpoint(), found.options()).name()).isEqualTo(name);
        assertThat(found.side()).isEqualTo(side);
    }

    @Test
    void leavesASoftmaxOutAndSaysSo() throws IOException {
        OnnxNetwork found = fixture("conversion/onnx/bottleneck-softmax-dynamo.onnx").network();

        assertThat(found.notes())
                .contains("the export is for images of 64 x 64 pixels")
                .anyMatch(
                        note ->
                                note.startsWith("operator Softmax ")
                                        && note.endsWith(
                                                " at the end is left out, the service computes it"
                                                        + " itself"));
    }

    @ParameterizedTest
    @MethodSource("others")
    void refusesOtherNetworksByTheFirstOperatorThatDoesNotFit(OnnxFixture fixture) {
        assertThatThrownBy(fixture::network)
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessageMatching("[a-z0-9-]+\\.onnx: file is an ONNX model: .*, expected .*")
                .hasMessageContaining(fixture.refusal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-protobuf.onnx", "external-traversal.onnx"})
    void refusesHostileFiles(String file) {
        OnnxFixture fixture = fixture("checkpoints/malformed/onnx/" + file);

        assertThatThrownBy(fixture::network)
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessageStartingWith(file + ": file is an ONNX model: ");
    }

    private static OnnxFixture fixture(String file) {
        return new OnnxFixture(file, "", Map.of(), "");
    }
}
