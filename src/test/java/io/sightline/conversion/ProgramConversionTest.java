package io.sightline.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.image.resize.Preprocessing;
import io.sightline.repository.Labels.Label;
import io.sightline.resnet.ResNetOptions;
import io.sightline.resnet.StrideOrder;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramConversionTest {

    private static final Path RESOURCES = Path.of("src/test/resources/io/sightline");

    @ParameterizedTest
    @CsvSource({
        "programs/traced-bottleneck-v1.pt, V1",
        "programs/scripted-bottleneck-v1.pt, V1",
        "checkpoints/torchscript/traced-basic.pt, V1_5",
        "checkpoints/torchscript/scripted-basic.pt, V1_5",
        "checkpoints/torchscript/traced-softmax.pt, V1_5"
    })
    void takesFromTheProgramWhatTensorsDoNotTell(String file, StrideOrder expected)
            throws IOException {
        Converted converted = convert(file, UnaryOperator.identity());

        assertThat(converted.network().options().strideOrder()).isEqualTo(expected);
    }

    @Test
    void saysThatASoftmaxIsLeftOut() throws IOException {
        Converted converted =
                convert("checkpoints/torchscript/traced-softmax.pt", UnaryOperator.identity());

        assertThat(converted.notes())
                .contains(
                        "its program ends in torch.softmax, which is left out: the service makes"
                                + " probabilities itself");
    }

    @ParameterizedTest
    @ValueSource(strings = {"traced-bottleneck-v1.pt", "scripted-bottleneck-v1.pt"})
    void saysThatTheProgramTellsTheStrides(String file) throws IOException {
        Converted converted = convert("programs/" + file, UnaryOperator.identity());

        assertThat(converted.notes())
                .containsExactly(
                        "bottlenecks halve their input where the paper's (v1) do; its program does"
                                + " so");
    }

    @Test
    void refusesAProgramThatDoesMore() {
        assertRefused(
                "programs/traced-normalising.pt",
                UnaryOperator.identity(),
                "its program is not the ResNet-8 v1.5 that its parameters suggest:"
                        + " torch.sub(mean) is none of its operators");
    }

    @Test
    void refusesAWishThatTheProgramContradicts() {
        assertRefused(
                "programs/traced-bottleneck-v1.pt",
                _ -> ResNetOptions.of(StrideOrder.V1_5),
                "it has torch.conv2d by layer2.0.conv1.weight and None, stride 2 x 2, padding 0 x"
                        + " 0, 1 groups, must have torch.conv2d by layer2.0.conv1.weight and None,"
                        + " stride 1 x 1");
    }

    @Test
    void refusesAnArchiveWithoutAProgram() {
        assertRefused(
                "checkpoints/malformed/torchscript/no-code.pt",
                UnaryOperator.identity(),
                "it has no program");
    }

    private static void assertRefused(
            String file, UnaryOperator<ResNetOptions> wishes, String reason) {
        assertThatThrownBy(() -> convert(file, wishes))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessageContaining(reason);
    }

    private static Converted convert(String file, UnaryOperator<ResNetOptions> wishes)
            throws IOException {
        Wishes all =
                new Wishes(
                        List.of(),
                        wishes,
                        List.of(Preprocessing.IMAGENET),
                        IntStream.range(0, 10).mapToObj(i -> new Label("", "class " + i)).toList());
        return Conversion.convert(
                new ForeignFiles(RESOURCES.resolve(file), List.of(), "test", ""),
                all,
                Arena.ofAuto());
    }
}
