package io.sightline.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.stream.Stream;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.autoconfigure.TomcatServerProperties;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;

/// Turns the framework's refusals, and unexpected exceptions, into problems.
@RestControllerAdvice
@ConditionalOnWebApplication
final class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOGGER = LoggerFactory.getLogger(ProblemAdvice.class);

    private final int maxParameters;

    ProblemAdvice(TomcatServerProperties server) {
        this.maxParameters = server.getMaxParameterCount();
    }

    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception failure,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        HttpServletRequest original = ((ServletWebRequest) request).getRequest();
        if (status.is5xxServerError()) {
            return unexpected(failure, original);
        }
        LOGGER.debug("A request was refused: {}", failure.getMessage());
        ProblemType kind = ProblemType.ofStatus(status.value());
        return Replies.failure(
                Problem.of(kind, detail(kind, headers, original)), original, headers);
    }

    /// The problem for a query that the web server cannot parse.
    @ExceptionHandler(InvalidParameterException.class)
    ResponseEntity<Object> malformedQuery(
            InvalidParameterException failure, HttpServletRequest request) {
        return Replies.failure(
                Problem.of(ProblemType.BAD_PARAMETER, queryFault(failure, request)), request);
    }

    private String queryFault(InvalidParameterException failure, HttpServletRequest request) {
        if (failure.getCause() != null) { // decoding failed
            return "query is malformed, must be percent-encoded UTF-8";
        }
        String query = request.getQueryString();
        long parameters = Stream.of(query.split("&")).filter(part -> !part.isEmpty()).count();
        return maxParameters >= 0 && parameters > maxParameters
                ? "query has %d parameters, must have at most %d"
                        .formatted(parameters, maxParameters)
                : "query has a value without a name, must be name=value";
    }

    @ExceptionHandler(InterruptedException.class)
    ResponseEntity<Object> interrupted(HttpServletRequest request) {
        Thread.currentThread().interrupt();
        return Replies.failure(Problem.shuttingDown(), request);
    }

    @ExceptionHandler(Exception.class)
    @Nullable ResponseEntity<Object> anythingElse(Exception failure, HttpServletRequest request) {
        if (DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            LOGGER.debug("The client left before its answer was written");
            return null;
        }
        return unexpected(failure, request);
    }

    private static ResponseEntity<Object> unexpected(
            Exception failure, HttpServletRequest request) {
        LOGGER.error("A request failed", failure);
        return Replies.failure(
                Problem.of(
                        ProblemType.INTERNAL_ERROR,
                        "the request could not be answered; its id finds the reason in the log"),
                request);
    }

    private static String detail(
            ProblemType kind, HttpHeaders headers, HttpServletRequest request) {
        return switch (kind) {
            case NOT_FOUND ->
                    "path is %s, must be one that is served"
                            .formatted(Problem.quoted(request.getRequestURI()));
            case METHOD_NOT_ALLOWED ->
                    "method is %s, must be one of: %s"
                            .formatted(
                                    Problem.quoted(request.getMethod()),
                                    headers.getFirst(HttpHeaders.ALLOW));
            case NOT_ACCEPTABLE ->
                    "accept is %s, must be a list of at most 50 types that allows application/json"
                            .formatted(Problem.quoted(request.getHeader(HttpHeaders.ACCEPT)));
            default -> "the request is not one that can be answered";
        };
    }
}
