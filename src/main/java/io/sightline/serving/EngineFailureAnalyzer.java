package io.sightline.serving;

import io.sightline.engine.EngineFailedException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Says why the engine ended the start, in place of a stack trace. Spring finds it in
/// `META-INF/spring.factories`.
final class EngineFailureAnalyzer extends AbstractFailureAnalyzer<EngineFailedException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, EngineFailedException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Change the settings under sightline.inference, or the machine.",
                cause);
    }
}
