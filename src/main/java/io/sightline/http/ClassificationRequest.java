package io.sightline.http;

import io.sightline.classification.Classifier;
import io.sightline.serving.version.ModelReference;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/// What a request says besides its images: query and headers, read before the body.
sealed interface ClassificationRequest {

    /// The header by which a client asks for a shorter deadline.
    String TIMEOUT_HEADER = "X-Request-Timeout-Ms";

    /// The request is well formed and can be answered.
    ///
    /// @param model the served model and version
    /// @param top how many predictions the client wants, 1 to 100
    /// @param deadlineNanos on the clock of [System#nanoTime()]
    /// @param body what the client declares the body to be
    record Valid(ModelReference model, int top, long deadlineNanos, BodyKind body)
            implements ClassificationRequest {}

    /// The request cannot be answered, whatever its body holds.
    record Invalid(Problem problem) implements ClassificationRequest {}

    /// Reads query and headers of `request`, which arrived at `arrivedNanos`.
    static ClassificationRequest of(
            HttpServletRequest request, long arrivedNanos, Classifier classifier) {
        // Before any parameter: asked for one, the container would read a form's body to find it.
        BodyKind body = BodyKind.of(request.getContentType());
        if (body instanceof BodyKind.Unsupported(String detail)) {
            return new Invalid(Problem.of(ProblemType.UNSUPPORTED_CONTENT_TYPE, detail));
        }
        Optional<String> encoding = encoding(request);
        if (encoding.isPresent()) {
            return new Invalid(
                    Problem.of(
                            ProblemType.UNSUPPORTED_CONTENT_ENCODING,
                            "content encoding is %s, must be identity: send the image as it is"
                                    .formatted(Problem.quoted(encoding.get()))));
        }
        for (String name : new String[] {"top", "model", "version"}) {
            String[] values = request.getParameterValues(name);
            if (values != null && values.length > 1) {
                return invalid(
                        "%s is given %d times, must be given once".formatted(name, values.length));
            }
        }
        String top = request.getParameter("top");
        if (top != null && !Syntax.TOP.matcher(top).matches()) {
            return invalid(
                    "top is %s, must be a whole number from 1 to 100"
                            .formatted(Problem.quoted(top)));
        }
        String timeout = request.getHeader(TIMEOUT_HEADER);
        if (timeout != null && !Syntax.TIMEOUT.matcher(timeout).matches()) {
            return invalid(
                    "%s is %s, must be a positive whole number without leading zeros"
                            .formatted(TIMEOUT_HEADER, Problem.quoted(timeout)));
        }
        WantedModel wanted =
                WantedModel.of(
                        request.getParameter("model"), request.getParameter("version"), classifier);
        if (wanted instanceof WantedModel.Refused(Problem problem)) {
            return new Invalid(problem);
        }
        ModelReference model = ((WantedModel.Served) wanted).reference();
        Duration patience = shorter(classifier.deadline(), timeout);
        return new Valid(
                model,
                top == null ? Syntax.DEFAULT_TOP : Integer.parseInt(top),
                arrivedNanos + patience.toNanos(),
                body);
    }

    /// The value of `Content-Encoding`; empty if the body is sent as it is.
    ///
    /// Encoded bodies are refused: images are compressed already, and a body that is never inflated
    /// needs no limit on its inflated size.
    private static Optional<String> encoding(HttpServletRequest request) {
        return Collections.list(request.getHeaders(HttpHeaders.CONTENT_ENCODING)).stream()
                .flatMap(header -> Stream.of(header.split(",")))
                .map(String::strip)
                .filter(coding -> !coding.isEmpty() && !coding.equalsIgnoreCase("identity"))
                .findFirst();
    }

    private static Duration shorter(Duration max, @Nullable String millis) {
        if (millis == null || millis.length() > Syntax.MAX_TIMEOUT_DIGITS) {
            return max;
        }
        Duration asked = Duration.ofMillis(Long.parseLong(millis));
        return asked.compareTo(max) < 0 ? asked : max;
    }

    private static Invalid invalid(String detail) {
        return new Invalid(Problem.of(ProblemType.BAD_PARAMETER, detail));
    }

    /// The syntax of the parameters' values.
    final class Syntax {

        private static final Pattern TOP = Pattern.compile("[1-9][0-9]?|100");
        private static final Pattern TIMEOUT = Pattern.compile("[1-9][0-9]*");

        /// The most digits that always fit into a long; a time with more is longer than any
        /// deadline.
        private static final int MAX_TIMEOUT_DIGITS = 15;

        private static final int DEFAULT_TOP = 5;

        private Syntax() {}
    }
}
