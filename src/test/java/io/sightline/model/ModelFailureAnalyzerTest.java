package io.sightline.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;

class ModelFailureAnalyzerTest {

    @Test
    void givesTheReasonOfAModelThatFailedTheStart() {
        Throwable failure =
                new IllegalStateException(
                        "bean models", new ModelFailedException("model a cannot be loaded: b"));

        FailureAnalysis analysis = new ModelFailureAnalyzer().analyze(failure);

        assertThat(analysis)
                .extracting(FailureAnalysis::getDescription)
                .isEqualTo("model a cannot be loaded: b");
    }
}
