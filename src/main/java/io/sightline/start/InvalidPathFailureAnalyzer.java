package io.sightline.start;

import java.nio.file.InvalidPathException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Explains a start that failed because the locale cannot represent a path, such as a name beyond
/// ASCII under `LC_ALL=C`.
final class InvalidPathFailureAnalyzer extends AbstractFailureAnalyzer<InvalidPathException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidPathException cause) {
        return new FailureAnalysis(
                "\"%s\" cannot be a path here, where the names of files are in %s"
                        .formatted(cause.getInput(), System.getProperty("sun.jnu.encoding")),
                "Set LC_ALL=C.UTF-8, or use a path of ASCII.",
                cause);
    }
}
