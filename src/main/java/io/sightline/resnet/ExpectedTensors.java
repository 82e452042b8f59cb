package io.sightline.resnet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// The tensors that a network consists of, by name: what a checkpoint must hold, no less and no
/// more.
final class ExpectedTensors {

    /// Larger than any published ResNet's; ResNet-152 has 60 million.
    static final long MOST_PARAMETERS = 1_000_000_000;

    private static final List<String> NORM =
            List.of("weight", "bias", "running_mean", "running_var");

    /// A counter that PyTorch keeps with each batch normalisation; nothing of inference needs it.
    private static final String COUNTER = ".num_batches_tracked";

    private ExpectedTensors() {}

    /// Holds `shapes` against what `network` needs.
    ///
    /// @throws InvalidCheckpointException naming the first tensor that is missing, surplus or of a
    ///   wrong shape
    static void check(ResNet network, Map<String, Shape> shapes) {
        SequencedMap<String, Shape> expected = of(network);
        expected.forEach(
                (name, shape) -> {
                    Shape found = shapes.get(name);
                    if (found == null) {
                        throw new InvalidCheckpointException(
                                "tensor %s is missing, expected %s".formatted(name, shape));
                    }
                    if (!found.equals(shape)) {
                        throw new InvalidCheckpointException(
                                "tensor %s has shape %s, expected %s"
                                        .formatted(name, found, shape));
                    }
                });
        shapes.keySet().stream()
                .filter(name -> !expected.containsKey(name) && !name.endsWith(COUNTER))
                .sorted()
                .findFirst()
                .ifPresent(
                        name -> {
                            throw new InvalidCheckpointException(
                                    "tensor %s of shape %s is surplus, a %s has none of that name"
                                            .formatted(name, shapes.get(name), network.name()));
                        });
        if (network.parameters() > MOST_PARAMETERS) {
            throw new InvalidCheckpointException(
                    "network has %d parameters, at most %d are read"
                            .formatted(network.parameters(), MOST_PARAMETERS));
        }
    }

    private static SequencedMap<String, Shape> of(ResNet network) {
        SequencedMap<String, Shape> expected = new LinkedHashMap<>();
        network.convolutions()
                .forEach(
                        convolution -> {
                            expected.put(convolution.name() + ".weight", convolution.weight());
                            NORM.forEach(
                                    part ->
                                            expected.put(
                                                    convolution.norm() + "." + part,
                                                    Shape.of(convolution.out())));
                        });
        Head head = network.head();
        expected.put(head.name() + ".weight", head.weight());
        expected.put(head.name() + ".bias", Shape.of(head.classes()));
        return expected;
    }
}
