package io.sightline.classification;

/// One class the model saw in an image.
///
/// @param index the position of its logit, from 0
/// @param id its stable name, a WordNet id such as `n02124075` for ImageNet's classes; empty if the
///   model has none
/// @param label its English name, for example `Egyptian cat`
/// @param probability the softmax output, 0 to 1
public record Prediction(int index, String id, String label, float probability) {

    public Prediction {
        if (index < 0) {
            throw new IllegalArgumentException(
                    "index is %d, must not be negative".formatted(index));
        }
        if (label.isBlank()) {
            throw new IllegalArgumentException("label of class %d is blank".formatted(index));
        }
        if (!(probability >= 0 && probability <= 1)) { // written so that NaN fails too
            throw new IllegalArgumentException(
                    "probability is %s, must be from 0 to 1".formatted(probability));
        }
    }
}
