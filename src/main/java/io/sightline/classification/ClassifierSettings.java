package io.sightline.classification;

import io.sightline.batching.BatchingProperties;
import io.sightline.image.ImageProperties;
import io.sightline.serving.InferenceProperties;
import io.sightline.serving.ModelsProperties;

/// What [Classifier#open] needs to know: the settings that the service reads under `sightline.*`.
///
/// @param models which models are served
/// @param inference where and how their networks run
/// @param batching how requests share forward passes
/// @param image what an image may be
/// @param classification how long a request may take
public record ClassifierSettings(
        ModelsProperties models,
        InferenceProperties inference,
        BatchingProperties batching,
        ImageProperties image,
        ClassificationProperties classification) {

    /// The defaults of every setting.
    public static ClassifierSettings defaults() {
        return new ClassifierSettings(
                ModelsProperties.defaults(),
                InferenceProperties.defaults(),
                BatchingProperties.defaults(),
                ImageProperties.defaults(),
                ClassificationProperties.defaults());
    }
}
