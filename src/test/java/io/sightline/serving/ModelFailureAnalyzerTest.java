package io.sightline.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.repository.ModelFailedException;
import java.io.IOException;
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

    @Test
    void advisesToMendTheModelOnlyIfTheModelIsAtFault() {
        ModelFailedException model =
                new ModelFailedException("model a cannot be loaded: b", new IOException("b"));
        ModelFailedException setting = new ModelFailedException("model a is not there");

        assertThat(new ModelFailureAnalyzer().analyze(model))
                .extracting(FailureAnalysis::getAction)
                .isEqualTo("Mend the model, or name those to load in sightline.models.serve.");
        assertThat(new ModelFailureAnalyzer().analyze(setting))
                .extracting(FailureAnalysis::getAction)
                .isEqualTo("Change the settings under sightline.models or sightline.inference.");
    }
}
