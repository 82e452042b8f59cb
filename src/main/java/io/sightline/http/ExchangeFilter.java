package io.sightline.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/// The outermost step of every request: names it, lets it in or refuses it, counts it.
final class ExchangeFilter extends OncePerRequestFilter {

    /// Where the log's pattern finds the request id.
    private static final String LOG_KEY = "requestId";

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
            if (request.getRequestURI().equals(ClassificationController.PATH)) {
                metrics.answered(exchange);
            }
        }
    }

    private void serve(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
            if (!response.isCommitted() && !response.containsHeader(ServerTiming.HEADER)) {
                response.setHeader(ServerTiming.HEADER, Exchange.of(request).serverTiming());
            }
        } finally {
            intake.leave();
        }
    }
}
