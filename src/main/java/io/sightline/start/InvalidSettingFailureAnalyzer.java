package io.sightline.start;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Explains a start that failed because of a setting: the reason, and where it is set.
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
