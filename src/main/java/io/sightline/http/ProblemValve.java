package io.sightline.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/// Makes problems of what the web server refuses, in place of its error pages.
///
/// The web server also takes over a response whose request could not be read to its end; what is
/// known of such a failure stands in the [Exchange].
///
/// A web server that is paused while it reads the first line of a request means to answer 503, but
/// leaves the headers unread and, for want of `Host`, answers 400. It is paused only after the
/// [Intake] is closed. So from then on nothing is blamed on the client: a request that is truly
/// malformed gets the 503 of all others too, and a proxy may send it to another instance.
final class ProblemValve extends ErrorReportValve {

    private final Intake intake;
    private final ProblemWriter problems;

    ProblemValve(Intake intake, ProblemWriter problems) {
        this.intake = intake;
        this.problems = problems;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        boolean untold =
                status >= HttpServletResponse.SC_BAD_REQUEST && response.getContentWritten() == 0;
        if (!untold || !response.setErrorReported()) {
            return;
        }
        Problem problem = Exchange.of(request).problem().orElseGet(() -> ofStatus(status));
        try {
            problems.write(problem, request, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Problem ofStatus(int status) {
        boolean blamesClient = status < HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE
                || (blamesClient && intake.isClosed())) {
            return Problem.shuttingDown();
        }
        String detail =
                blamesClient
                        ? "the request breaks the rules of HTTP"
                        : "the request could not be answered";
        return new Problem(ProblemType.ofStatus(status), status, detail, "", "", 0);
    }
}
