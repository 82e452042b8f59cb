package io.sightline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.conversion.Conversion;
import io.sightline.conversion.Converted;
import io.sightline.conversion.ForeignFiles;
import io.sightline.conversion.Wishes;
import io.sightline.image.resize.Preprocessing;
import io.sightline.repository.Labels.Label;
import io.sightline.resnet.FormulaWeights;
import io.sightline.resnet.ResNetOptions;
import io.sightline.resnet.StemPooling;
import io.sightline.torchscript.Precision;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Holds networks converted from the files of other libraries against those libraries' own answers.
class ConvertedParityTest {

    private static final Path FOLDER = Path.of("src/test/resources/io/sightline/checkpoints");
    private static final double TOLERANCE = 1e-4;

    /// Its tensors have no names; it runs as the program that it is.
    private static final List<String> NAMELESS = List.of("torchscript/frozen-basic.pt");

    private static final List<String> WEIGHTS =
            List.of("model.safetensors", "model.safetensors.index.json", "pytorch_model.bin");

    /// What the files do not tell, as their descriptions do.
    private static final Map<String, ResNetOptions> OPTIONS =
            Map.of("cifar/resnet18-pooled.pth", ResNetOptions.DEFAULT.with(StemPooling.MAX));

    private static final Engine ENGINE = TestEngine.cpu();

    private static Stream<Map.Entry<String, JsonNode>> loading() throws IOException {
        JsonNode cases =
                JsonMapper.shared()
                        .readTree(Files.readString(FOLDER.resolve("answers.json")))
                        .path("cases");
        return cases.propertyStream()
                .filter(entry -> !entry.getKey().startsWith("malformed/"))
                .filter(entry -> !NAMELESS.contains(entry.getKey()))
                .filter(
                        entry ->
                                entry.getKey().startsWith("onnx/")
                                        || entry.getValue()
                                                .path("outcome")
                                                .stringValue()
                                                .equals("loads"));
    }

    @ParameterizedTest
    @MethodSource("loading")
    void answersAsItsLibraryDoes(Map.Entry<String, JsonNode> reference) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            Converted converted =
                    Conversion.convert(
                            files(FOLDER.resolve(reference.getKey())),
                            wishes(reference.getKey(), reference.getValue()),
                            arena);

            for (JsonNode answer : reference.getValue().path("answers")) {
                int side = answer.path("height").intValue();
                double[] expected =
                        answer.path("logits")
                                .valueStream()
                                .mapToDouble(JsonNode::doubleValue)
                                .toArray();
                List<double[]> logits =
                        new OneImage(ENGINE, FormulaWeights.input(side), side)
                                .runEachWay(
                                        converted.network(),
                                        converted.model().checkpoint(),
                                        new Precision.Float32());
                assertThat(logits)
                        .isNotEmpty()
                        .allSatisfy(
                                each ->
                                        assertThat(OneImage.largestError(expected, each))
                                                .isLessThan(TOLERANCE));
            }
        }
    }

    private static ForeignFiles files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return new ForeignFiles(path, List.of(), "test", "");
        }
        Path weights =
                WEIGHTS.stream().map(path::resolve).filter(Files::exists).findFirst().orElseThrow();
        try (Stream<Path> all = Files.list(path)) {
            return new ForeignFiles(weights, all.toList(), "test", "");
        }
    }

    private static Wishes wishes(String name, JsonNode reference) {
        int classes = reference.path("classes").intValue();
        return new Wishes(
                List.of(),
                told -> OPTIONS.getOrDefault(name, told),
                List.of(Preprocessing.IMAGENET),
                IntStream.range(0, classes).mapToObj(i -> new Label("", "class " + i)).toList());
    }
}
