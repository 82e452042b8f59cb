package io.sightline.conversion;

import io.sightline.image.resize.Preprocessing;
import io.sightline.repository.Labels.Label;
import io.sightline.resnet.ResNet;
import io.sightline.resnet.ResNetOptions;
import io.sightline.resnet.StrideOrder;
import java.util.List;

/// What the documents beside a checkpoint say of the network, its input and its classes.
///
/// @param options what the tensors do not tell of the network
/// @param preprocessing of images; none or one
/// @param labels of the classes; none if the documents have no names for them
/// @param licence of the weights, as the documents call it; empty if they do not say
/// @param claims what must be true of the tensors
record Configuration(
        ResNetOptions options,
        List<Preprocessing> preprocessing,
        List<Label> labels,
        String licence,
        List<Claim> claims) {

    /// No documents.
    static final Configuration NONE =
            new Configuration(ResNetOptions.DEFAULT, List.of(), List.of(), "", List.of());

    /// What is known of the ResNet-50 of Keras Applications as [KerasResNet] converts it.
    static final Configuration KERAS =
            new Configuration(
                    ResNetOptions.of(StrideOrder.V1),
                    List.of(Preprocessing.IMAGENET),
                    List.of(),
                    "",
                    List.of());

    Configuration {
        preprocessing = List.copyOf(preprocessing);
        labels = List.copyOf(labels);
        claims = List.copyOf(claims);
    }

    /// @throws io.sightline.checkpoint.InvalidCheckpointException if a claim is wrong
    void check(ResNet network) {
        claims.forEach(claim -> claim.check(network));
    }

    Configuration withPreprocessing(Preprocessing other) {
        return new Configuration(options, List.of(other), labels, licence, claims);
    }
}
