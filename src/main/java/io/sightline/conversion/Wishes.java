package io.sightline.conversion;

import io.sightline.image.resize.Preprocessing;
import io.sightline.repository.Labels.Label;
import io.sightline.resnet.ResNetOptions;
import java.util.List;
import java.util.function.UnaryOperator;

/// What whoever converts a model says of it. It has precedence over the documents beside it.
///
/// @param prefix what the names of the network's tensors begin with; none if there is but one
///   network, or one of them
/// @param options changes what the documents say of the network
/// @param preprocessing of images; none or one
/// @param labels of the classes; none if they are not told
public record Wishes(
        List<String> prefix,
        UnaryOperator<ResNetOptions> options,
        List<Preprocessing> preprocessing,
        List<Label> labels) {

    /// Nothing is said.
    public static final Wishes NONE =
            new Wishes(List.of(), UnaryOperator.identity(), List.of(), List.of());

    public Wishes {
        prefix = List.copyOf(prefix);
        preprocessing = List.copyOf(preprocessing);
        labels = List.copyOf(labels);
    }
}
