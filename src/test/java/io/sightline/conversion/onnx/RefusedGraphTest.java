package io.sightline.conversion.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.onnx.Attribute.Real;
import io.sightline.checkpoint.onnx.Attribute.Text;
import io.sightline.checkpoint.onnx.Attribute.Whole;
import io.sightline.checkpoint.onnx.Attribute.Wholes;
import io.sightline.checkpoint.onnx.GraphInput;
import io.sightline.checkpoint.onnx.OnnxGraph;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A graph that differs in one place from a ResNet's is refused by the operator at that place.
class RefusedGraphTest {

    private static final GraphInput IMAGE =
            new GraphInput("data", "FLOAT", List.of(1L, 3L, 64L, 64L));

    private static Arguments change(UnaryOperator<Edit> change, String message) {
        return Arguments.of(change, message);
    }

    private static Stream<Arguments> windows() {
        return Stream.of(
                change(
                        edit -> edit.set(0, "strides", 1L, 1L),
                        "operator Conv \"/conv1/Conv\" has kernel 7, stride 1, padding 3, dilation"
                            + " 1, 1 groups, expected kernel 7, stride 2, padding 3, dilation 1, 1"
                            + " groups as conv1 of a ResNet-4 has it"),
                change(edit -> edit.set(0, "strides", 2L, 1L), "stride 2x1, padding 3"),
                change(edit -> edit.set(4, "pads", 0L, 0L, 2L, 2L), "padding 0x0x2x2"),
                change(edit -> edit.set(4, "dilations", 2L, 2L), "dilation 2"),
                change(edit -> edit.set(4, "group", new Whole(2)), "2 groups, expected"),
                change(edit -> edit.set(4, "kernel_shape", 5L, 5L), "kernel_shape [5, 5]"),
                change(edit -> edit.set(4, "strides", 1L), "[1] as strides"),
                change(edit -> edit.set(4, "strides", -1L, 1L), "[-1, 1] as strides"),
                change(
                        edit -> edit.set(4, "pads", Long.MAX_VALUE, 1L, 1L, 1L),
                        "as pads, expected 4 small numbers"),
                change(edit -> edit.set(3, "kernel_shape", 2L, 2L), "operator MaxPool"),
                change(edit -> edit.set(3, "ceil_mode", new Whole(1)), "partial windows, expected"),
                change(
                        edit -> edit.set(0, "auto_pad", new Text("SAME_UPPER")),
                        "auto_pad SAME_UPPER, which depends on the image"),
                change(edit -> edit.set(4, "auto_pad", new Text("VALID")), "padding 0, dilation"),
                change(edit -> edit.set(4, "strides", new Text("2")), "has a Text as strides"));
    }

    private static Stream<Arguments> operators() {
        return Stream.of(
                change(edit -> edit.operator(10, "Sigmoid"), "operator Sigmoid"),
                change(edit -> edit.operator(6, "LeakyRelu"), "operator LeakyRelu"),
                change(edit -> edit.operator(9, "Mul"), "operator Mul"),
                change(edit -> edit.operator(9, "Concat"), "operator Concat"),
                change(edit -> edit.operator(11, "GlobalMaxPool"), "operator GlobalMaxPool"),
                change(edit -> edit.operator(3, "LpPool"), "operator LpPool"),
                change(
                        edit -> edit.insert(10, "Relu", Map.of()),
                        "operator Relu \"inserted\" follows the last block"),
                change(
                        edit -> edit.insert(8, "Relu", Map.of()),
                        "operator Relu \"inserted\" stands between a block's last convolution and"
                                + " its sum, expected nothing"),
                change(edit -> edit.insert(13, "Sigmoid", Map.of()), "operator Sigmoid"),
                change(
                        edit -> edit.insert(13, "Softmax", Map.of("axis", new Whole(0))),
                        "follows the fully connected layer, expected a Softmax"),
                change(
                        edit -> edit.insert(12, "Softmax", Map.of()),
                        "operator Softmax \"inserted\" follows the mean of all pixels"),
                change(
                        edit -> edit.operator(11, "ReduceMean").set(11, "axes", 1L, 2L),
                        "is over the axes [1, 2], expected 2 and 3"),
                change(edit -> edit.set(12, "axis", new Whole(2)), "flattens"),
                change(edit -> edit.set(13, "alpha", new Real(2)), "operator Gemm"),
                change(edit -> edit.set(13, "transA", new Whole(1)), "operator Gemm"),
                change(
                        edit -> edit.set(13, "transB", new Whole(0)),
                        "a bias of shape 10, expected 2"),
                change(
                        edit -> edit.set(1, "epsilon", new Real(Float.NaN)),
                        "epsilon NaN, expected a small positive number"),
                change(edit -> edit.set(1, "training_mode", new Whole(1)), "training mode"),
                change(edit -> edit.set(1, "spatial", new Whole(0)), "normalises each pixel"));
    }

    private static Stream<Arguments> wiring() {
        return Stream.of(
                change(
                        edit -> edit.read(9, 1, "/layer1/layer1.0/relu/Relu_output_0"),
                        "operator Add \"/layer1/layer1.0/Add\" adds a path of 1 convolutions"),
                change(
                        edit -> edit.read(9, 1, "bn1.weight"),
                        "operator Add \"/layer1/layer1.0/Add\" comes before any block"),
                change(edit -> edit.read(4, 1, "data"), "image is read by 2 operators"),
                change(
                        edit -> edit.read(7, 1, "/layer1/layer1.0/relu/Relu_output_0"),
                        "operator Conv"),
                change(edit -> edit.read(4, 1, "fc.weight"), "has weights of shape 10 x 2"),
                change(edit -> edit.read(5, 1, "fc.bias"), "a scale of shape 10"),
                change(edit -> edit.read(13, 2, "bn1.bias"), "a bias of shape 2"),
                change(
                        edit -> edit.read(4, 0, "34"),
                        "reads \"34\", which nothing before it writes"),
                change(
                        edit -> edit.withNodes(edit.graph().nodes().reversed()),
                        "which nothing before it writes"),
                change(
                        edit -> edit.replace(5, _ -> edit.graph().nodes().get(1)),
                        "which is there already"),
                change(
                        edit -> edit.withOutputs("34", "/Flatten_output_0"),
                        "graph has 2 outputs, expected one"),
                change(
                        edit -> edit.withOutputs("/layer1/layer1.0/relu_1/Relu_output_0"),
                        "graph gives a feature map"),
                change(
                        edit -> edit.withOutputs("/maxpool/MaxPool_output_0"),
                        "graph ends before any block"),
                change(edit -> edit.withInput(), "reads \"data\", which nothing before it writes"),
                change(
                        edit -> edit.withInput(IMAGE, new GraphInput("mask", "FLOAT", List.of())),
                        "graph has 2 inputs, expected one"),
                change(edit -> edit.withInput(input(1L, 1L, 64L, 64L)), "images of 3 channels"),
                change(edit -> edit.withInput(input(1L, 3L, 64L)), "images of 3 channels"),
                change(edit -> edit.withInput(input(1L, 3L, 64L, 32L)), "square images"),
                change(edit -> edit.withInput(input(1L, 3L, 1L << 40, 1L << 40)), "square images"),
                change(
                        edit -> edit.withInput(new GraphInput("data", "UINT8", IMAGE.dimensions())),
                        "input \"data\" is UINT8, expected floating-point numbers"));
    }

    private static GraphInput input(Long... dimensions) {
        return new GraphInput("data", "FLOAT", List.of(dimensions));
    }

    @ParameterizedTest
    @MethodSource({"windows", "operators", "wiring"})
    void isRefusedByTheOperatorThatDiffers(UnaryOperator<Edit> change, String message) {
        Edit changed = change.apply(new Edit(OnnxFixture.graph()));

        assertThatThrownBy(() -> OnnxConversion.convert(changed.graph()))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessageContaining(message)
                .hasMessageMatching(".*, (expected|which nothing|must) .*");
    }

    @Test
    void takesWhatHandsItsInputOn() {
        Edit changed =
                new Edit(OnnxFixture.graph())
                        .insert(12, "Dropout", Map.of())
                        .insert(10, "Identity", Map.of())
                        .insert(6, "Pad", Map.of("pads", new Wholes(Collections.nCopies(8, 0L))))
                        .insert(3, "Cast", Map.of("to", new Whole(10)));

        OnnxNetwork found = OnnxConversion.convert(changed.graph());

        assertThat(found.checkpoint().tensors().keySet())
                .isEqualTo(
                        OnnxConversion.convert(OnnxFixture.graph())
                                .checkpoint()
                                .tensors()
                                .keySet());
    }

    @Test
    void refusesASumOfTwoShapesWhichRepeatsOne() {
        Edit changed =
                new Edit(OnnxFixture.graph("conversion/onnx/cifar-b.onnx"))
                        .set(0, "strides", 1L, 1L);
        Edit unprojected = changed.withoutProjections();

        assertThatThrownBy(() -> OnnxConversion.convert(unprojected.graph()))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessageContaining("adds two shapes, expected a projection");
    }

    @Test
    void refusesTensorsSharedByMoreOperatorsThanExportersShare() {
        OnnxGraph graph = OnnxFixture.graph("conversion/onnx/tensorflow.onnx");
        OnnxGraph smaller =
                new OnnxGraph(
                        graph.inputs(),
                        graph.nodes(),
                        graph.initialisers(),
                        graph.outputs(),
                        graph.opset(),
                        -(1 << 18)); // four times as much is all that is allowed to a small file

        assertThatThrownBy(() -> OnnxConversion.convert(smaller))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessageContaining(
                        "bytes of tensors, expected at most 0 in a file of this size");
    }

    @Test
    void takesAnyNameForItsOwn() {
        OnnxNetwork found = OnnxConversion.convert(OnnxFixture.graph());

        assertThat(found.checkpoint().tensors().keySet())
                .contains("conv1.weight", "bn1.running_var", "layer1.0.bn2.bias", "fc.weight")
                .hasSize(17);
    }
}
