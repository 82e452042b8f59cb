package io.sightline.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

/// A failure as the client reads it (RFC 9457).
///
/// @param kind the type of the problem
/// @param status of the response, usually the kind's
/// @param detail what happened this time: the value, then the rule; reveals nothing internal
/// @param instance the path of the request; empty if the problem concerns one part of a form
/// @param requestId for the client to quote; empty if the problem concerns one part of a form
/// @param retryAfter whole seconds to wait before another try; 0 if another try is of no use
@JsonPropertyOrder({"type", "title", "status", "detail", "instance", "requestId", "retryAfter"})
record Problem(
        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY) ProblemType kind,
        int status,
        String detail,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String instance,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String requestId,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long retryAfter)
        implements Answer {

    /// The wait that a client is told where no better estimate exists.
    private static final Duration SHORT_WAIT = Duration.ofSeconds(1);

    private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7e]");
    private static final int MAX_QUOTE = 64;

    static Problem of(ProblemType kind, String detail) {
        return new Problem(kind, kind.status(), detail, "", "", 0);
    }

    /// A problem that may be gone after a short wait.
    static Problem passing(ProblemType kind, String detail) {
        return passing(kind, detail, SHORT_WAIT);
    }

    /// A problem that may be gone after `wait`, which is rounded up to whole seconds.
    static Problem passing(ProblemType kind, String detail, Duration wait) {
        long seconds = Math.max(1, wait.plusNanos(999_999_999).toSeconds());
        return new Problem(kind, kind.status(), detail, "", "", seconds);
    }

    static Problem shuttingDown() {
        return passing(ProblemType.SHUTTING_DOWN, "this instance is shutting down, try again");
    }

    /// A quotation of what a client sent, fit for a detail: shortened, and without control
    /// characters.
    static String quoted(String words) {
        String printable = UNPRINTABLE.matcher(words).replaceAll("?");
        return printable.length() <= MAX_QUOTE
                ? printable
                : printable.substring(0, MAX_QUOTE) + "…";
    }

    /// This problem as the answer to the request with this path and id.
    Problem at(String path, String id) {
        return new Problem(kind, status, detail, path, id, retryAfter);
    }

    @JsonProperty
    URI type() {
        return kind.uri();
    }

    @JsonProperty
    String title() {
        return kind.title();
    }
}
