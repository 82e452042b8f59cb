package io.sightline.http;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/// Creates the responses to failed requests.
final class Replies {

    private Replies() {}

    static ResponseEntity<Object> success(Object body) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
    }

    /// The response for `problem`; ends the exchange of `request`.
    static ResponseEntity<Object> failure(Problem problem, HttpServletRequest request) {
        return failure(problem, request, HttpHeaders.EMPTY);
    }

    /// The response for `problem` with additional `headers`; ends the exchange of `request`.
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
