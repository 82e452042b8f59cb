package io.sightline.conversion.onnx;

import io.sightline.checkpoint.Tensor;
import io.sightline.checkpoint.onnx.Node;
import java.util.Set;

/// Tells operators that hand their input on unchanged.
final class PassThrough {

    /// ONNX's numbers of the floating-point types.
    private static final Set<Long> FLOATS = Set.of(1L, 10L, 11L, 16L);

    private final Constants constants;

    PassThrough(Constants constants) {
        this.constants = constants;
    }

    boolean passes(Node node) {
        return switch (node.operator()) {
            case "Identity" -> true;
            case "Dropout" -> {
                requireInference(node);
                yield true;
            }
            // A network in half precision is run in the precision that the service is told.
            case "Cast" -> FLOATS.contains(node.whole("to", 0));
            case "Pad" -> Padding.isNone(node, constants);
            default -> false;
        };
    }

    private void requireInference(Node node) {
        if (node.input(2).isEmpty()) {
            return;
        }
        Tensor training = constants.tensor(node, 2, "a mode");
        for (float flag : training.toFloats()) {
            if (flag != 0) {
                throw Unfit.at(node, "is in training mode", "an export for inference");
            }
        }
    }
}
