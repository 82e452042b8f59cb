package io.sightline.serving;

/// What a network says of one image: a raw score for each class, not yet a probability.
public final class Logits {

    private final float[] scores;

    /// @param scores one for each class; copied
    public Logits(float... scores) {
        this.scores = scores.clone();
    }

    /// The number of classes.
    public int size() {
        return scores.length;
    }

    /// The score of class `index`.
    public float get(int index) {
        return scores[index];
    }
}
