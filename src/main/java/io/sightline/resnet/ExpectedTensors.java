package io.sightline.resnet;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Shape;
import io.sightline.checkpoint.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The tensors that a network consists of, by name: what a checkpoint must hold, no less and no
/// more.
final class ExpectedTensors {

    /// Larger than any published ResNet's; ResNet-152 has 60 million.
    static final long MAX_PARAMETERS = 1_000_000_000;

    private static final List<String> AFFINE = List.of("weight", "bias");
    private static final List<String> STATISTICS =
            List.of("weight", "bias", "running_mean", "running_var");

    /// PyTorch's counter beside each batch normalisation. No forward pass needs it, and not every
    /// checkpoint has it.
    private static final String COUNTER = "num_batches_tracked";

    private static final Shape SCALAR = Shape.of();

    private final SequencedMap<String, Shape> needed = new LinkedHashMap<>();
    private final List<String> counters = new ArrayList<>();

    private ExpectedTensors(ResNet network) {
        network.convolutions().forEach(this::add);
        network.blocks().forEach(block -> needed.putAll(block.attention().tensors()));
        Head head = network.head();
        needed.put(head.name() + ".weight", head.weight());
        needed.put(head.name() + ".bias", Shape.of(head.classes()));
    }

    private void add(Convolution convolution) {
        needed.put(convolution.name() + ".weight", convolution.weight());
        Shape channels = Shape.of(convolution.out());
        switch (convolution.normalisation()) {
            case Normalisation.Batch(String norm) -> {
                STATISTICS.forEach(part -> needed.put(norm + "." + part, channels));
                counters.add(norm + "." + COUNTER);
            }
            case Normalisation.Group(String norm, _) ->
                    AFFINE.forEach(part -> needed.put(norm + "." + part, channels));
            case Normalisation.Folded _ -> needed.put(convolution.name() + ".bias", channels);
        }
    }

    /// Checks `checkpoint` against what `network` needs.
    ///
    /// @throws InvalidCheckpointException naming the first tensor that is missing, surplus, or of a
    ///   wrong shape or type
    static void check(ResNet network, Checkpoint checkpoint) {
        SequencedMap<String, Tensor> unused = new TreeMap<>(checkpoint.tensors());
        ExpectedTensors expected = new ExpectedTensors(network);
        expected.needed.forEach((name, shape) -> checkWeight(name, shape, unused.remove(name)));
        expected.counters.forEach(name -> checkCounter(name, unused.remove(name)));
        if (!unused.isEmpty()) {
            throw new InvalidCheckpointException(
                    "tensor %s of shape %s is surplus, a %s has none of that name"
                            .formatted(
                                    unused.firstEntry().getKey(),
                                    unused.firstEntry().getValue().shape(),
                                    network.name()));
        }
        if (network.parameters() > MAX_PARAMETERS) {
            throw new InvalidCheckpointException(
                    "network has %d parameters, at most %d are read"
                            .formatted(network.parameters(), MAX_PARAMETERS));
        }
    }

    private static void checkWeight(String name, Shape shape, @Nullable Tensor found) {
        if (found == null) {
            throw new InvalidCheckpointException(
                    "tensor %s is missing, expected %s".formatted(name, shape));
        }
        checkShape(name, shape, found);
        if (!found.type().isFloat()) {
            throw new InvalidCheckpointException(
                    "tensor %s is %s, expected a floating-point type"
                            .formatted(name, found.type()));
        }
    }

    private static void checkCounter(String name, @Nullable Tensor found) {
        if (found != null) {
            checkShape(name, SCALAR, found);
        }
    }

    private static void checkShape(String name, Shape shape, Tensor found) {
        if (!found.shape().equals(shape)) {
            throw new InvalidCheckpointException(
                    "tensor %s has shape %s, expected %s".formatted(name, found.shape(), shape));
        }
    }
}
