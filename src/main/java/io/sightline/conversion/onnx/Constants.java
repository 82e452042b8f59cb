package io.sightline.conversion.onnx;

import io.sightline.checkpoint.Tensor;
import io.sightline.checkpoint.TensorType;
import io.sightline.checkpoint.onnx.Attribute;
import io.sightline.checkpoint.onnx.Node;
import io.sightline.checkpoint.onnx.OnnxGraph;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The values of a graph that depend on no image: its initialisers, and what operators make of them
/// without computing.
///
/// Nothing is copied: a transposed matrix is remembered as such.
final class Constants {

    /// Most numbers of a shape, a list of axes, or paddings.
    private static final int MAX_WHOLES = 16;

    /// Exporters share equal tensors, which are one in the file and several in a network. What is
    /// shared more than this is no export, and would be many times as large as its file.
    private static final long MAX_SHARING = 4;

    private static final long SMALL = 1 << 20;

    private final Map<String, Tensor> tensors;
    private final Map<String, Tensor> transposed = new HashMap<>();
    private final Set<String> computed = new HashSet<>();

    private final long most;
    private long taken;

    Constants(OnnxGraph graph) {
        this.tensors = new HashMap<>(graph.initialisers());
        this.most = MAX_SHARING * graph.bytes() + SMALL;
    }

    boolean has(String value) {
        return tensors.containsKey(value)
                || transposed.containsKey(value)
                || computed.contains(value);
    }

    /// Whether the elements of `value` are known.
    boolean isTensor(String value) {
        return tensors.containsKey(value);
    }

    /// Adds the outputs of `node`, which reads nothing but constants.
    void derive(Node node) {
        computed.addAll(node.outputs());
        Tensor source = tensors.get(node.input(0));
        switch (node.operator()) {
            case "Constant" -> define(node);
            case "Identity" -> {
                if (source != null) {
                    tensors.put(node.output(), source);
                }
            }
            case "Cast" -> {
                if (source != null && isLossless(source.type(), node.whole("to", 0))) {
                    tensors.put(node.output(), source);
                }
            }
            case "Transpose" -> {
                List<Long> order = node.wholes("perm", List.of(1L, 0L));
                if (source != null && source.shape().rank() == 2 && order.equals(List.of(1L, 0L))) {
                    transposed.put(node.output(), source);
                }
            }
            default -> {} // refused where the value is asked for
        }
    }

    private void define(Node node) {
        for (Attribute attribute : node.attributes().values()) {
            if (attribute instanceof Attribute.Value(Tensor tensor)) {
                tensors.put(node.output(), tensor);
            }
        }
    }

    private static boolean isLossless(TensorType from, long to) {
        return switch (from) {
            case F16 -> to == 1 || to == 10 || to == 11;
            case BF16 -> to == 1 || to == 11 || to == 16;
            case F32 -> to == 1 || to == 11;
            case F64 -> to == 11;
            case I32 -> to == 6 || to == 7;
            case I64 -> to == 7;
            default -> false;
        };
    }

    /// The tensor that `node` reads as its input number `index`.
    ///
    /// @param role what it is to the operator, for example `weights`
    Tensor tensor(Node node, int index, String role) {
        Tensor tensor = tensors.get(node.input(index));
        if (tensor == null) {
            throw Unfit.at(
                    node, "has %s that the graph computes".formatted(role), "an initialiser");
        }
        return taken(node, tensor);
    }

    private Tensor taken(Node node, Tensor tensor) {
        taken += (long) tensor.shape().elements() * tensor.type().bytes();
        if (taken > most) {
            throw Unfit.at(
                    node,
                    "is where the network has %d bytes of tensors".formatted(taken),
                    "at most %d in a file of this size".formatted(most));
        }
        return tensor;
    }

    /// The matrix whose transpose is input number `index`, or null.
    @Nullable Tensor untransposed(Node node, int index) {
        return transposed.get(node.input(index));
    }

    /// The whole numbers that `node` reads as its input number `index`.
    List<Long> wholes(Node node, int index, String role) {
        Tensor tensor = tensor(node, index, role);
        if (tensor.type().isFloat()
                || tensor.shape().rank() > 1
                || tensor.shape().elements() > MAX_WHOLES) {
            throw Unfit.at(
                    node,
                    "has %s of type %s and shape %s".formatted(role, tensor.type(), tensor.shape()),
                    "at most %d whole numbers".formatted(MAX_WHOLES));
        }
        float[] values = tensor.toFloats();
        return IntStream.range(0, values.length).mapToObj(i -> (long) values[i]).toList();
    }
}
