package io.sightline.serving;

import io.sightline.repository.ModelFailedException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Says why a model ended the start, in place of a stack trace. Spring finds it in
/// `META-INF/spring.factories`.
final class ModelFailureAnalyzer extends AbstractFailureAnalyzer<ModelFailedException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ModelFailedException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                cause.getCause() == null
                        ? "Change the settings under sightline.models or sightline.inference."
                        : "Mend the model, or name those to load in sightline.models.serve.",
                cause);
    }
}
