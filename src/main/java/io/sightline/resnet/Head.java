package io.sightline.resnet;

import io.sightline.checkpoint.Shape;

/// The classifier: the mean over all pixels, then one fully connected layer.
///
/// @param name the tensor prefix, for example `fc`
/// @param features channels of the last feature map
/// @param classes number of logits
public record Head(String name, int features, int classes) {

    public Shape weight() {
        return Shape.of(classes, features);
    }

    long parameters() {
        return (long) weight().elements() + classes;
    }

    /// Multiplications and additions for one image, the bias not counted.
    long operations() {
        return 2L * weight().elements();
    }
}
