package io.sightline.conversion.onnx;

import io.sightline.checkpoint.Shape;
import io.sightline.checkpoint.Tensor;
import io.sightline.checkpoint.TensorType;
import io.sightline.checkpoint.onnx.Node;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A fully connected layer.
///
/// @param last the operator that writes its result
/// @param weight outputs x inputs
/// @param bias one number for each output
record Linear(Node last, Tensor weight, Tensor bias) {

    /// The layer that begins with `node`: a Gemm, or a MatMul and perhaps an Add.
    static Linear of(Node node, Wiring wiring) {
        return switch (node.operator()) {
            case "Gemm" -> gemm(node, wiring);
            case "MatMul" -> product(node, wiring);
            default ->
                    throw Unfit.at(
                            node, "follows the mean of all pixels", "Flatten, Gemm or MatMul");
        };
    }

    private static Linear gemm(Node node, Wiring wiring) {
        if (node.real("alpha", 1) != 1
                || node.real("beta", 1) != 1
                || node.whole("transA", 0) != 0) {
            throw Unfit.at(node, "scales or turns its operands", "alpha 1, beta 1, transA 0");
        }
        Tensor weight = weight(node, wiring, node.whole("transB", 0) != 0);
        return new Linear(node, weight, bias(node, 2, wiring, weight));
    }

    private static Linear product(Node node, Wiring wiring) {
        Tensor weight = weight(node, wiring, false);
        List<Node> readers = wiring.readers(node.output());
        if (readers.size() != 1 || !readers.getFirst().operator().equals("Add")) {
            return new Linear(node, weight, zeros(weight));
        }
        Node sum = readers.getFirst();
        int other = wiring.constants().has(sum.input(0)) ? 0 : 1;
        return new Linear(sum, weight, bias(sum, other, wiring, weight));
    }

    private static Tensor weight(Node node, Wiring wiring, boolean transposed) {
        if (wiring.activations(node).size() != 1 || wiring.constants().has(node.input(0))) {
            throw Unfit.at(node, "reads weights first or not at all", "features times weights");
        }
        @Nullable Tensor original = wiring.constants().untransposed(node, 1);
        boolean turned = original != null;
        Tensor weight = original != null ? original : wiring.constants().tensor(node, 1, "weights");
        if (weight.shape().rank() != 2) {
            throw Unfit.at(node, "has weights of shape %s".formatted(weight.shape()), "a matrix");
        }
        return transposed == turned ? transpose(weight) : weight;
    }

    private static Tensor transpose(Tensor matrix) {
        int rows = matrix.shape().dimension(0);
        int columns = matrix.shape().dimension(1);
        float[] values = matrix.toFloats();
        float[] turned = new float[values.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                turned[column * rows + row] = values[row * columns + column];
            }
        }
        return Tensor.of(matrix.type(), Shape.of(columns, rows), turned);
    }

    private static Tensor bias(Node node, int index, Wiring wiring, Tensor weight) {
        if (node.input(index).isEmpty()) {
            return zeros(weight);
        }
        Tensor bias = wiring.constants().tensor(node, index, "a bias");
        int classes = weight.shape().dimension(0);
        Set<Shape> rows = Set.of(Shape.of(classes), Shape.of(1, classes));
        if (!rows.contains(bias.shape())) {
            throw Unfit.at(
                    node,
                    "has a bias of shape %s".formatted(bias.shape()),
                    "%d numbers".formatted(classes));
        }
        return bias.shape().rank() == 1
                ? bias
                : Tensor.of(bias.type(), Shape.of(classes), bias.toFloats());
    }

    private static Tensor zeros(Tensor weight) {
        int classes = weight.shape().dimension(0);
        return Tensor.of(TensorType.F32, Shape.of(classes), new float[classes]);
    }
}
