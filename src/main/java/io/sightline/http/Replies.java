package io.sightline.http;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/// Makes responses of answers.
final class Replies {

    private Replies() {}

    static ResponseEntity<Object> success(Object body) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
    }

    /// Ends the exchange of `request` with `problem`.
    static ResponseEntity<Object> failure(Problem problem, HttpServletRequest request) {
        return failure(problem, request, HttpHeaders.EMPTY);
    }

    /// The same, with `headers` that belong to the failure.
    static ResponseEntity<Object> failure(
            Problem problem, HttpServletRequest request, HttpHeaders headers) {
        ResponseEntity.BodyBuilder response =
                ResponseEntity.status(problem.status())
                        .headers(headers)
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.kind() == ProblemType.UNSUPPORTED_CONTENT_ENCODING) {
            response.header(HttpHeaders.ACCEPT_ENCODING, "identity"); // as RFC 9110, 15.5.16, asks
        }
        if (problem.retryAfter() > 0) {
            response.header(HttpHeaders.RETRY_AFTER, Long.toString(problem.retryAfter()));
        }
        return response.body(Exchange.of(request).fails(problem, request));
    }
}
