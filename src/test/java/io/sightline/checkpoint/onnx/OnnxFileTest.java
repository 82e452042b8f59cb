package io.sightline.checkpoint.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.checkpoint.Tensor;
import io.sightline.checkpoint.TensorType;
import io.sightline.checkpoint.onnx.Attribute.Real;
import io.sightline.checkpoint.onnx.Attribute.Reals;
import io.sightline.checkpoint.onnx.Attribute.Text;
import io.sightline.checkpoint.onnx.Attribute.Unread;
import io.sightline.checkpoint.onnx.Attribute.Whole;
import io.sightline.checkpoint.onnx.Attribute.Wholes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OnnxFileTest {

    private static Tensor read(Wire tensor) {
        Wire graph = new Wire().message(5, tensor);
        return OnnxFile.read(Wire.model(graph).segment()).initialisers().lastEntry().getValue();
    }

    private static Node node(Wire node) {
        Wire graph = new Wire().message(1, node);
        return OnnxFile.read(Wire.model(graph).segment()).nodes().getFirst();
    }

    private static Wire attribute(String name, long type) {
        return new Wire().text(1, name).number(20, type);
    }

    @Test
    void readsOperatorsWithTheirValuesAndAttributes() {
        Wire wire =
                new Wire()
                        .text(1, "x")
                        .text(1, "")
                        .text(2, "y")
                        .text(3, "first")
                        .text(4, "Conv")
                        .message(5, attribute("whole", 2).number(3, -1))
                        .message(
                                5,
                                attribute("real", 1)
                                        .varint(2 << 3 | 5)
                                        .raw((byte) 0, (byte) 0, (byte) 0x80, (byte) 0x3f))
                        .message(5, attribute("text", 3).text(4, "VALID"))
                        .message(5, attribute("packed", 7).bytes(8, (byte) 1, (byte) 2))
                        .message(5, attribute("single", 7).number(8, 1).number(8, 2))
                        .message(5, attribute("reals", 6).bytes(7, new byte[8]))
                        .message(5, attribute("zero", 2))
                        .message(5, new Wire().text(1, "old").number(3, 5))
                        .message(5, attribute("texts", 8));

        Node node = node(wire);

        assertThat(node)
                .isEqualTo(
                        new Node(
                                "first",
                                "Conv",
                                List.of("x", ""),
                                List.of("y"),
                                Map.of(
                                        "whole", new Whole(-1),
                                        "real", new Real(1),
                                        "text", new Text("VALID"),
                                        "packed", new Wholes(List.of(1L, 2L)),
                                        "single", new Wholes(List.of(1L, 2L)),
                                        "reals", new Reals(List.of(0f, 0f)),
                                        "zero", new Whole(0),
                                        "old", new Whole(5),
                                        "texts", new Unread(8))));
        assertThat(node).hasToString("operator Conv \"first\"");
    }

    @Test
    void readsInputsWithTheirTypeAndSizes() {
        Wire shape =
                new Wire()
                        .message(1, new Wire().text(2, "batch"))
                        .message(1, new Wire().number(1, 3))
                        .message(1, new Wire().number(1, -1))
                        .message(1, new Wire());
        Wire type = new Wire().message(1, new Wire().number(1, 10).message(2, shape));
        Wire graph =
                new Wire()
                        .message(11, new Wire().text(1, "image").message(2, type))
                        .message(12, new Wire().text(1, "logits"));

        OnnxGraph found = OnnxFile.read(Wire.model(graph).segment());

        assertThat(found.inputs())
                .containsExactly(new GraphInput("image", "FLOAT16", List.of(0L, 3L, 0L, 0L)));
        assertThat(found.outputs()).containsExactly("logits");
        assertThat(found.opset()).isEqualTo(17);
    }

    @Test
    void readsElementsWhereverTheyStand() {
        byte[] one = {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40};

        assertThat(read(Wire.tensor(1, 2).bytes(9, one)).toFloats()).containsExactly(1, 2);
        assertThat(read(Wire.tensor(1, 2).bytes(4, one)).toFloats()).containsExactly(1, 2);
        assertThat(read(Wire.tensor(11, 1).bytes(10, new byte[8])).toFloats()).containsExactly(0);
        assertThat(read(Wire.tensor(6, 2).bytes(5, (byte) 1, (byte) 2)).toFloats())
                .containsExactly(1, 2);
        assertThat(read(Wire.tensor(7, 2).bytes(7, (byte) 1, (byte) 2)).toFloats())
                .containsExactly(1, 2);
        Tensor half = read(Wire.tensor(10, 1).bytes(5, (byte) 0x80, (byte) 0x78));
        assertThat(half.toFloats()).containsExactly(1); // 0x3c00
        assertThat(half.type()).isEqualTo(TensorType.F16);
        assertThat(read(Wire.tensor(9).bytes(9, (byte) 1)).toFloats()).containsExactly(1);
    }

    @Test
    void skipsFieldsThatItDoesNotKnowWhateverIsInThem() {
        Wire nested = new Wire();
        for (int i = 0; i < 1_000; i++) {
            nested = new Wire().message(99, nested);
        }
        Wire graph =
                new Wire().message(5, Wire.tensor(1, 1).bytes(9, new byte[4]).message(200, nested));

        assertThat(OnnxFile.read(Wire.model(graph).segment()).initialisers()).containsKey("w");
    }
}
