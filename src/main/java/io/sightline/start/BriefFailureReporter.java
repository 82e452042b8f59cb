package io.sightline.start;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

/// Reports a failed start in a line each for the cause and the remedy. A failure that no analyzer
/// knows is left to Spring, which prints its stack trace.
@Order(Ordered.HIGHEST_PRECEDENCE)
final class BriefFailureReporter implements SpringBootExceptionReporter {

    private static final Logger LOGGER = LoggerFactory.getLogger("io.sightline.Sightline");

    private static final int MAX_LINES = 8;

    private final List<FailureAnalyzer> analyzers;

    /// @param context of the start; null if the failure came before there was one
    BriefFailureReporter(@Nullable ConfigurableApplicationContext context) {
        ArgumentResolver arguments =
                context == null
                        ? ArgumentResolver.none()
                        : ArgumentResolver.of(BeanFactory.class, context.getBeanFactory())
                                .and(Environment.class, context.getEnvironment());
        this.analyzers =
                SpringFactoriesLoader.forDefaultResourceLocation()
                        .load(
                                FailureAnalyzer.class,
                                arguments,
                                FailureHandler.handleMessage((_, _) -> {}));
    }

    @Override
    public boolean reportException(Throwable failure) {
        Optional<FailureAnalysis> analysis =
                analyzers.stream()
                        .map(analyzer -> analyzer.analyze(failure))
                        .filter(Objects::nonNull)
                        .findFirst();
        analysis.ifPresent(found -> LOGGER.error("{}", text(found)));
        return analysis.isPresent();
    }

    static String text(FailureAnalysis analysis) {
        String text = "Cannot start: " + analysis.getDescription();
        if (analysis.getAction() != null && !analysis.getAction().isBlank()) {
            text += "\n" + analysis.getAction();
        }
        return String.join(
                "\n", text.lines().filter(line -> !line.isBlank()).limit(MAX_LINES).toList());
    }
}
