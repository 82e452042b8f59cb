package io.sightline.classification;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightline.image.ImagePreprocessor;
import io.sightline.serving.ModelRegistry;
import io.sightline.serving.control.ModelOpening;

/// Opens a classifier with all that it stands on.
final class ClassifierOpening {

    private ClassifierOpening() {}

    /// The classifier of these settings, as [Classifier#open] promises it.
    static Classifier open(ClassifierSettings settings) throws InterruptedException {
        MeterRegistry meters = new SimpleMeterRegistry(); // nobody reads them
        ModelRegistry models =
                ModelOpening.open(
                                settings.models(),
                                settings.inference(),
                                settings.batching(),
                                meters)
                        .registry();
        try {
            models.awaitReady();
            ImagePreprocessor preprocessor =
                    new ImagePreprocessor(settings.image(), models::awaitProcessors);
            return new ImageClassifier(
                    models,
                    preprocessor,
                    settings.classification(),
                    new ClassificationMetrics(meters),
                    () -> {
                        preprocessor.close();
                        models.close();
                    });
        } catch (InterruptedException | RuntimeException | Error e) {
            models.close();
            throw e;
        }
    }
}
