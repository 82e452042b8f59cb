package io.sightline.http;

import io.sightline.intake.RequestId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One request and what is known of its answer so far, kept as an attribute of the request.
///
/// Used only on the thread of the request.
final class Exchange {

    private static final String ATTRIBUTE = Exchange.class.getName();
    private static final double NANOS_PER_MILLI = 1e6;

    private final String id;
    private final long arrivedNanos;
    private final StringBuilder stages = new StringBuilder();
    private String model = "";
    private String outcome = "answered";
    private @Nullable Problem problem;

    private Exchange(String id, long arrivedNanos) {
        this.id = id;
        this.arrivedNanos = arrivedNanos;
    }

    /// The exchange of `request`; the first call creates it.
    static Exchange of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Exchange begun) {
            return begun;
        }
        Exchange exchange =
                new Exchange(RequestId.of(request.getHeader(RequestId.HEADER)), System.nanoTime());
        request.setAttribute(ATTRIBUTE, exchange);
        return exchange;
    }

    String id() {
        return id;
    }

    /// When the request arrived, on the clock of [System#nanoTime()].
    long arrivedNanos() {
        return arrivedNanos;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - arrivedNanos);
    }

    /// The name of the served model that the request asks for; empty until it is known.
    String model() {
        return model;
    }

    void asks(String servedModel) {
        this.model = servedModel;
    }

    /// How the request ended: the slug of a [ProblemType], or a word for one kind of success.
    String outcome() {
        return outcome;
    }

    void succeeds(String kindOfSuccess) {
        this.outcome = kindOfSuccess;
    }

    /// Why the request failed; empty if it did not fail.
    Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }

    /// Ends the exchange with a failure.
    ///
    /// @return the problem as the answer to `request`
    Problem fails(Problem failure, HttpServletRequest request) {
        Problem located = failure.at(request.getRequestURI(), id);
        this.problem = located;
        this.outcome = failure.kind().slug();
        return located;
    }

    /// Adds one stage to [#serverTiming()].
    void spent(String stage, Duration time) {
        stages.append(stage).append(";dur=").append(millis(time)).append(", ");
    }

    /// The value of the `Server-Timing` header, with the stages added so far.
    String serverTiming() {
        return stages + "total;dur=" + millis(elapsed());
    }

    private static String millis(Duration time) {
        return String.format(Locale.ROOT, "%.1f", time.toNanos() / NANOS_PER_MILLI);
    }
}
