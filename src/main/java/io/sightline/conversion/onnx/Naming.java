package io.sightline.conversion.onnx;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Tensor;
import io.sightline.checkpoint.onnx.Node;
import io.sightline.conversion.onnx.Step.Filter;
import io.sightline.resnet.ResNet;
import io.sightline.resnet.ResNetOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Gives the tensors of a graph the names that torchvision and timm would give them.
final class Naming {

    private final SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    private final Map<String, Node> owners = new LinkedHashMap<>();

    Naming(GraphNetwork network) {
        stem(network.stem().filters());
        blocks(network.blocks());
        Linear linear = network.head().linear();
        put(linear.last(), "fc.weight", linear.weight());
        put(linear.last(), "fc.bias", linear.bias());
    }

    /// One convolution or three, and a further one in place of the pooling.
    private void stem(List<Filter> filters) {
        if (filters.size() == 1) {
            filter(filters.getFirst(), "conv1", "bn1");
            return;
        }
        if (filters.size() != 3 && filters.size() != 4) {
            throw Unfit.at(
                    filters.getLast().node(),
                    "is number %d in the stem".formatted(filters.size()),
                    "1, 3 or 4 convolutions before the first block");
        }
        filter(filters.get(0), "conv1.0", "conv1.1");
        filter(filters.get(1), "conv1.3", "conv1.4");
        filter(filters.get(2), "conv1.6", "bn1");
        if (filters.size() == 4) {
            filter(filters.get(3), "maxpool.0", "maxpool.1");
        }
    }

    /// A block that halves its input begins a stage.
    private void blocks(List<GraphBlock> blocks) {
        int stage = 1;
        int index = 0;
        for (int i = 0; i < blocks.size(); i++) {
            if (i > 0 && blocks.get(i).residual().stride() > 1) {
                stage++;
                index = 0;
            }
            block("layer%d.%d.".formatted(stage, index), blocks.get(i));
            index++;
        }
    }

    private void block(String prefix, GraphBlock block) {
        List<Filter> filters = block.residual().filters();
        for (int i = 0; i < filters.size(); i++) {
            filter(filters.get(i), prefix + "conv" + (i + 1), prefix + "bn" + (i + 1));
        }
        block.residual()
                .gates()
                .forEach(
                        gate ->
                                gate.tensors()
                                        .forEach(
                                                (name, tensor) ->
                                                        put(
                                                                gate.node(),
                                                                prefix + "se." + name,
                                                                tensor)));
        int first = block.shortcut().pools().isEmpty() ? 0 : 1;
        block.shortcut()
                .filters()
                .forEach(
                        filter ->
                                filter(
                                        filter,
                                        prefix + "downsample." + first,
                                        prefix + "downsample." + (first + 1)));
    }

    private void filter(Filter filter, String name, String norm) {
        put(filter.node(), name + ".weight", filter.weight());
        String behind = filter.normalised() ? norm : name;
        filter.behind().forEach((part, tensor) -> put(filter.node(), behind + "." + part, tensor));
    }

    private void put(Node owner, String name, Tensor tensor) {
        if (tensors.put(name, tensor) != null) {
            throw Unfit.at(owner, "has a second tensor %s".formatted(name), "one projection");
        }
        owners.put(name, owner);
    }

    Checkpoint checkpoint() {
        return new Checkpoint(tensors);
    }

    /// The network that the tensors are.
    ///
    /// @throws InvalidCheckpointException naming the operator whose tensor does not fit
    ResNet network(ResNetOptions options) {
        try {
            return ResNet.of(checkpoint(), options);
        } catch (InvalidCheckpointException e) {
            String message = String.valueOf(e.getMessage());
            for (Map.Entry<String, Node> owner : owners.entrySet()) {
                if (message.startsWith("tensor " + owner.getKey() + " ")) {
                    throw new InvalidCheckpointException(
                            "%s does not fit into a ResNet: %s"
                                    .formatted(owner.getValue(), message),
                            e);
                }
            }
            throw e;
        }
    }
}
