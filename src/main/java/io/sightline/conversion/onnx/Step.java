package io.sightline.conversion.onnx;

import io.sightline.checkpoint.Tensor;
import io.sightline.checkpoint.onnx.Node;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// One step along a path of a network, from a feature map to the next.
sealed interface Step {

    /// The operator that a refusal names.
    Node node();

    /// A convolution and what is behind it.
    ///
    /// @param behind the tensors of its batch normalisation, or its bias alone
    record Filter(
            Node node,
            Window window,
            long groups,
            Tensor weight,
            boolean normalised,
            SequencedMap<String, Tensor> behind)
            implements Step {

        public Filter {
            behind = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(behind));
        }

        int out() {
            return weight.shape().dimension(0);
        }
    }

    /// A ReLU.
    record Rectifier(Node node) implements Step {}

    /// A pooling.
    ///
    /// @param maximum whether it takes the largest of each window; if not, the mean
    /// @param partial whether a window that begins in the input may end beyond it
    record Pool(Node node, boolean maximum, Window window, boolean partial) implements Step {}

    /// Attention: factors that its input's means give, times its input.
    ///
    /// @param tensors by the end of their name, for example `fc1.weight`
    record Gate(Node node, SequencedMap<String, Tensor> tensors) implements Step {

        public Gate {
            tensors = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tensors));
        }
    }
}
