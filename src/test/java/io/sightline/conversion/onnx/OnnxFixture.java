package io.sightline.conversion.onnx;

import io.sightline.checkpoint.onnx.OnnxFile;
import io.sightline.checkpoint.onnx.OnnxGraph;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A small ONNX file that an exporter wrote, and PyTorch's answers on an input made by formula.
///
/// @param file below the test resources
/// @param about what it is
/// @param logits by the side of the image; none if it must be refused
/// @param refusal what the refusal must contain, or a part of it; empty if it must be read
public record OnnxFixture(
        String file, String about, Map<Integer, List<Double>> logits, String refusal) {

    private static final String ROOT = "/io/sightline/";
    private static final String REFERENCE = "checkpoints/";
    private static final String OWN = "conversion/onnx/";

    public OnnxFixture {
        logits = Map.copyOf(logits);
    }

    /// All that must be read.
    public static List<OnnxFixture> networks() {
        return all().filter(fixture -> fixture.refusal().isEmpty()).toList();
    }

    /// All that are no ResNets, or not such as can be read.
    static List<OnnxFixture> others() {
        return all().filter(fixture -> !fixture.refusal().isEmpty()).toList();
    }

    private static Stream<OnnxFixture> all() {
        Stream<OnnxFixture> reference =
                json(REFERENCE + "answers.json")
                        .get("cases")
                        .propertyStream()
                        .filter(entry -> entry.getKey().startsWith("onnx/"))
                        .map(entry -> of(REFERENCE + entry.getKey(), "height", entry.getValue()));
        Stream<OnnxFixture> own =
                json(OWN + "answers.json")
                        .propertyStream()
                        .map(entry -> of(OWN + entry.getKey(), "side", entry.getValue()));
        return Stream.concat(reference, own);
    }

    private static OnnxFixture of(String file, String side, JsonNode entry) {
        return new OnnxFixture(
                file,
                entry.get("about").stringValue(),
                entry.path("answers")
                        .valueStream()
                        .collect(
                                Collectors.toMap(
                                        answer -> answer.get(side).intValue(),
                                        OnnxFixture::logits)),
                entry.path("refused").stringValue(""));
    }

    private static List<Double> logits(JsonNode answer) {
        return answer.get("logits").valueStream().map(JsonNode::doubleValue).toList();
    }

    private static JsonNode json(String file) {
        try (InputStream stream = open(file)) {
            return JsonMapper.shared().readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String file) {
        return Objects.requireNonNull(OnnxFixture.class.getResourceAsStream(ROOT + file), file);
    }

    /// Where a file of the test resources is.
    public static Path path(String file) {
        try {
            return Path.of(
                    Objects.requireNonNull(OnnxFixture.class.getResource(ROOT + file), file)
                            .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The network in the file, in memory that the garbage collector frees.
    public OnnxNetwork network() throws IOException {
        return OnnxConversion.read(path(file), Arena.ofAuto());
    }

    /// The bytes of a file of the test resources.
    static byte[] bytes(String file) {
        try (InputStream stream = open(file)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A small network of one block, its norms kept, as an exporter wrote it.
    static OnnxGraph graph() {
        return graph("checkpoints/onnx/basic-unfolded.onnx");
    }

    /// The graph in a file that has none beside it.
    static OnnxGraph graph(String file) {
        return OnnxFile.read(MemorySegment.ofArray(bytes(file)));
    }

    @Override
    public String toString() {
        return file;
    }
}
