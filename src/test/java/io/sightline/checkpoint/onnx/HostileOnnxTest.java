package io.sightline.checkpoint.onnx;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.checkpoint.InvalidCheckpointException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Files made to break a reader, many of them after reports about other readers of ONNX and
/// protobuf.
class HostileOnnxTest {

    private static final byte[] FOUR = new byte[4];

    private static Arguments tensor(Wire tensor, String message) {
        return Arguments.of(Wire.model(new Wire().message(5, tensor)), message);
    }

    private static Arguments node(Wire node, String message) {
        return Arguments.of(Wire.model(new Wire().message(1, node.text(4, "If"))), message);
    }

    private static Arguments graph(Wire graph, String message) {
        return Arguments.of(Wire.model(graph), message);
    }

    private static byte[] ones(int count, int last) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) 0xff);
        bytes[count - 1] = (byte) last;
        return bytes;
    }

    private static Stream<Arguments> wires() {
        return Stream.of(
                Arguments.of(new Wire().raw(ones(16, 0xff)), "a number has more than 64 bits"),
                Arguments.of(
                        new Wire().raw((byte) 8).raw(ones(10, 2)),
                        "a number has more than 64 bits"),
                Arguments.of(new Wire().raw(ones(3, 0xff)), "does not end within its message"),
                Arguments.of(new Wire().raw((byte) 0), "a field has no valid number"),
                Arguments.of(new Wire().varint(1L << 40), "a field has no valid number"),
                Arguments.of(new Wire().raw((byte) (7 << 3 | 3)), "field 7 has the unknown type 3"),
                Arguments.of(new Wire().raw((byte) (7 << 3 | 4)), "field 7 has the unknown type 4"),
                Arguments.of(
                        new Wire().raw((byte) (7 << 3 | 2)).varint(-1),
                        "field 7 has 18446744073709551615 bytes, the message around it ends after"),
                Arguments.of(
                        new Wire().raw((byte) (7 << 3 | 2)).varint(1L << 31),
                        "field 7 has 2147483648 bytes"),
                Arguments.of(new Wire().number(7, 1), "field 7 has type 0, must have 2"),
                Arguments.of(new Wire().raw((byte) (7 << 3 | 1)), "field 7 has 8 bytes"));
    }

    private static Stream<Arguments> models() {
        Wire empty = new Wire();
        return Stream.of(
                Arguments.of(empty, "model has no graph"),
                Arguments.of(new Wire().message(7, empty), "have no version (opset)"),
                Arguments.of(
                        new Wire().message(7, empty).message(8, new Wire().number(2, 99)),
                        "version (opset) 99, must have 7 to"),
                Arguments.of(
                        new Wire().message(7, empty).message(8, new Wire().number(2, -1)),
                        "version (opset) -1"),
                Arguments.of(
                        Wire.model(empty).message(8, new Wire().text(1, "ai.onnx").number(2, 18)),
                        "have two versions"),
                Arguments.of(Wire.model(empty).message(7, empty), "field 7 stands there twice"),
                Arguments.of(Wire.model(empty).message(25, empty), "functions of its own"),
                Arguments.of(Wire.model(empty).message(20, empty), "training_info"),
                graph(new Wire().message(15, empty), "sparse initialiser"),
                graph(
                        new Wire().message(11, new Wire().message(2, new Wire().message(4, empty))),
                        "is no tensor"),
                graph(
                        new Wire()
                                .message(5, Wire.tensor(1, 1).bytes(9, FOUR))
                                .message(5, Wire.tensor(1, 1).bytes(9, FOUR)),
                        "graph has two initialisers \"w\""));
    }

    private static Stream<Arguments> nodes() {
        Wire attribute = new Wire().text(1, "then_branch");
        return Stream.of(
                node(
                        new Wire().message(5, new Wire().text(1, "a").message(6, new Wire())),
                        "operator If that writes \"\": attribute \"a\" holds a graph of its own"),
                node(
                        new Wire().message(5, attribute.message(11, new Wire())),
                        "a graph of its own"),
                node(
                        new Wire().message(5, new Wire().text(21, "alpha")),
                        "refers to an attribute of a function"),
                node(
                        new Wire().text(7, "com.microsoft"),
                        "operator If that writes \"\" is of domain \"com.microsoft\", must be one"
                                + " of ai.onnx"),
                node(
                        new Wire().message(5, new Wire()).message(5, new Wire()),
                        "attribute \"\" stands there twice"),
                node(
                        new Wire().message(5, new Wire().number(3, 1).number(20, 7)),
                        "says that it has type 7, has 2"),
                node(new Wire().message(5, new Wire().number(20, 4)), "has no tensor"),
                node(
                        new Wire().message(5, new Wire().bytes(8, new byte[65])),
                        "more than 64 values"),
                node(new Wire().message(5, new Wire().bytes(7, new byte[3])), "no numbers of four"),
                node(new Wire().bytes(3, (byte) 0xc3), "a text is not UTF-8"),
                node(new Wire().text(3, "x".repeat(1_025)), "a text has 1025 bytes"),
                node(inputs(65), "more than 64 inputs, outputs or attributes"));
    }

    private static Wire inputs(int count) {
        Wire node = new Wire();
        for (int i = 0; i < count; i++) {
            node.text(1, "");
        }
        return node;
    }

    private static Stream<Arguments> tensors() {
        return Stream.of(
                tensor(
                        Wire.tensor(1, 2).bytes(9, FOUR),
                        "tensor \"w\" is invalid: data is 4 bytes, F32 of shape 2 takes 8"),
                tensor(Wire.tensor(1, 1L << 62).bytes(9, FOUR), "dimensions"),
                tensor(Wire.tensor(1, -1).bytes(9, FOUR), "dimensions"),
                tensor(Wire.tensor(1, 1 << 16, 1 << 16, 1 << 16).bytes(9, FOUR), "elements"),
                tensor(Wire.tensor(1, 0), "dimensions of at least 1"),
                tensor(Wire.tensor(1, 1, 1, 1, 1, 1, 1, 1, 1, 1).bytes(9, FOUR), "at most 8"),
                tensor(Wire.tensor(1, 1 << 27), "it has no elements, must have 134217728"),
                tensor(
                        Wire.tensor(7, 1 << 27).bytes(7, (byte) 1),
                        "data is 1 bytes, too few for 134217728 elements"),
                tensor(Wire.tensor(7, 2).bytes(7, (byte) 0x80, (byte) 1), "it has 1 elements"),
                tensor(Wire.tensor(7, 1).bytes(7, FOUR), "it has more than its 1 elements"),
                tensor(Wire.tensor(7, 1).bytes(7, ones(1, 0xff)), "does not end within"),
                tensor(Wire.tensor(1, 1).bytes(7, FOUR), "written in field 7"),
                tensor(Wire.tensor(1, 1).bytes(5, FOUR), "written in field 5"),
                tensor(Wire.tensor(10, 1).bytes(4, FOUR), "written as F32, must be F16"),
                tensor(Wire.tensor(1, 1).bytes(4, FOUR).bytes(9, FOUR), "must have them in one"),
                tensor(Wire.tensor(3, 4).bytes(9, FOUR), "its elements are INT8"),
                tensor(Wire.tensor(8, 1).text(6, "x"), "its elements are STRING"),
                tensor(Wire.tensor(-5, 1).bytes(9, FOUR), "its elements are type -5"),
                tensor(Wire.tensor(0, 1).bytes(9, FOUR), "its elements are UNDEFINED"),
                tensor(Wire.tensor(9, 100).bytes(9, new byte[100]), "it has 100 flags"),
                tensor(Wire.tensor(1, 1).message(3, new Wire()), "a tensor is a segment"),
                tensor(
                        Wire.tensor(1, 1).number(14, 1).message(13, entry("location", "w.bin")),
                        "external data is in \"w.bin\", must be in the model"));
    }

    private static Wire entry(String key, String value) {
        return new Wire().text(1, key).text(2, value);
    }

    @ParameterizedTest
    @MethodSource({"wires", "models", "nodes", "tensors"})
    void isRefused(Wire file, String message) {
        assertThatThrownBy(() -> OnnxFile.read(file.segment()))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessageContaining(message);
    }

    @Test
    void countsWhatAGraphHas() {
        Wire graph = new Wire();
        for (int i = 0; i <= 20_000; i++) {
            graph.message(1, new Wire());
        }

        assertThatThrownBy(() -> OnnxFile.read(Wire.model(graph).segment()))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessageContaining("more than 20000 nodes");
    }

    @Test
    void graphsWithinGraphsAreNotEntered() {
        Wire graph = new Wire();
        for (int i = 0; i < 500; i++) {
            Wire attribute = new Wire().text(1, "body").message(6, graph);
            graph = new Wire().message(1, new Wire().text(4, "Loop").message(5, attribute));
        }
        Wire deep = Wire.model(graph);

        assertThatThrownBy(() -> OnnxFile.read(deep.segment()))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessageContaining("attribute \"body\" holds a graph of its own");
    }
}
