package io.sightline.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.repository.ModelFailedException;
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
