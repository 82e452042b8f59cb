package io.sightline.start;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Ends a start that a setting has failed with the reason, and where it is given.
final class InvalidSettingFailureAnalyzer extends AbstractFailureAnalyzer<InvalidSettingException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidSettingException cause) {
        String action =
                cause.origin().isEmpty()
                        ? "docs/settings.md lists all settings."
                        : "It is given by %s; docs/settings.md lists all settings."
                                .formatted(cause.origin());
        return new FailureAnalysis(cause.getMessage(), action, cause);
    }
}
