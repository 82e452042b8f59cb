package io.sightline.engine;

/// What a network can give for an image.
public enum Output {
    /// A raw score for each class, not yet a probability.
    LOGITS(0),

    /// The last feature map: channel x row x column.
    ///
    /// A network that observes its activations gives what it saw of a whole batch instead.
    FEATURES(1),

    /// The mean of each channel of the last feature map, from which the logits are made.
    EMBEDDING(2);

    private final int position;

    Output(int position) {
        this.position = position;
    }

    /// Where it is among the tensors that a program returns.
    int position() {
        return position;
    }
}
