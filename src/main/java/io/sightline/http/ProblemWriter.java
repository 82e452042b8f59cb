package io.sightline.http;

import io.sightline.intake.RequestId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import tools.jackson.databind.json.JsonMapper;

/// Writes problems outside the framework: in front of it, and where the web server itself refuses a
/// request.
final class ProblemWriter {

    private final JsonMapper json;

    ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    /// Answers `request` with `problem`, which ends its exchange.
    void write(Problem problem, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Exchange exchange = Exchange.of(request);
        byte[] body = json.writeValueAsBytes(exchange.fails(problem, request));
        response.setStatus(problem.status());
        response.setHeader(RequestId.HEADER, exchange.id());
        response.setHeader(ServerTiming.HEADER, exchange.serverTiming());
        if (problem.retryAfter() > 0) {
            response.setHeader("Retry-After", Long.toString(problem.retryAfter()));
        }
        response.setContentType("application/problem+json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
