package io.sightline.http;

import io.sightline.intake.Intake;
import io.sightline.intake.RequestId;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/// The first step of every request: gives it an id, admits or refuses it, counts it.
final class ExchangeFilter extends OncePerRequestFilter {

    /// The key of the request id in the log's context.
    private static final String LOG_KEY = "requestId";

    private static final Pattern QUOTED_TYPE = Pattern.compile("(^|,)\\s*\"");

    private final Intake intake;
    private final ProblemWriter problems;
    private final HttpMetrics metrics;

    ExchangeFilter(Intake intake, ProblemWriter problems, HttpMetrics metrics) {
        this.intake = intake;
        this.problems = problems;
        this.metrics = metrics;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Exchange exchange = Exchange.of(request);
        response.setHeader(RequestId.HEADER, exchange.id());
        try (MDC.MDCCloseable _ = MDC.putCloseable(LOG_KEY, exchange.id())) {
            switch (intake.enter()) {
                case STARTING ->
                        problems.write(
                                Problem.passing(
                                        ProblemType.STARTING,
                                        "this instance is starting, try again"),
                                request,
                                response);
                case CLOSED -> problems.write(Problem.shuttingDown(), request, response);
                case OPEN -> serve(request, response, chain);
                case LEAVING -> {
                    response.setHeader("Connection", "close");
                    serve(request, response, chain);
                }
            }
        } finally {
            // The path as it was understood: without parameters, its escapes resolved.
            if (request.getServletPath().equals(ClassificationController.PATH)) {
                metrics.answered(exchange);
            }
        }
    }

    private void serve(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            Optional<Problem> unreadable = unreadable(request);
            if (unreadable.isPresent()) {
                problems.write(unreadable.get(), request, response);
                return;
            }
            chain.doFilter(request, response);
            if (!response.isCommitted() && !response.containsHeader(ServerTiming.HEADER)) {
                response.setHeader(ServerTiming.HEADER, Exchange.of(request).serverTiming());
            }
        } finally {
            intake.leave();
        }
    }

    /// The problem with the content types that `request` names, if the framework would fail on
    /// them. It fails on a type that begins with a quote, and again while it writes that error.
    private static Optional<Problem> unreadable(HttpServletRequest request) {
        String contentType = request.getContentType();
        if (contentType != null && QUOTED_TYPE.matcher(contentType).lookingAt()) {
            return Optional.of(
                    Problem.of(
                            ProblemType.UNSUPPORTED_CONTENT_TYPE,
                            "content type is %s, must be without quotes"
                                    .formatted(Problem.quoted(contentType))));
        }
        return Collections.list(request.getHeaders("Accept")).stream()
                .filter(accept -> QUOTED_TYPE.matcher(accept).find())
                .map(
                        accept ->
                                Problem.of(
                                        ProblemType.NOT_ACCEPTABLE,
                                        "accept is %s, must name types without quotes"
                                                .formatted(Problem.quoted(accept))))
                .findFirst();
    }
}
