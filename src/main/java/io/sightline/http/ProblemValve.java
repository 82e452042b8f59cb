package io.sightline.http;

import io.sightline.intake.Intake;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.http.MimeHeaders;
import org.jspecify.annotations.Nullable;

/// Turns the web server's own refusals into problems, in place of its error pages.
///
/// The web server also takes over the response to a request that could not be read to its end; the
/// [Exchange] then holds the problem.
///
/// If the web server is paused while it reads the first line of a request, it sets the status 503
/// but skips the headers, and then answers 400 because `Host` is missing. It is paused only after
/// the [Intake] is closed. So once that is closed, every such failure is answered with 503: a
/// request that is truly malformed gets it too, and a proxy may send that to another instance.
final class ProblemValve extends ErrorReportValve {

    private static final int UNLIMITED = -1;

    /// The maximum number of trailer fields after a chunked body. The web server has the same
    /// limit, but does not apply it to the first request of a connection.
    static final int MAX_TRAILERS = MimeHeaders.DEFAULT_HEADER_SIZE;

    private final Intake intake;
    private final ProblemWriter problems;

    ProblemValve(Intake intake, ProblemWriter problems) {
        this.intake = intake;
        this.problems = problems;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        MimeHeaders trailers = request.getCoyoteRequest().getMimeTrailerFields();
        trailers.setLimit(MAX_TRAILERS);
        if (isOldest(request) && response.getStatus() < HttpServletResponse.SC_BAD_REQUEST) {
            response.sendError(HttpServletResponse.SC_HTTP_VERSION_NOT_SUPPORTED);
        }
        super.invoke(request, response);
        if (trailers.size() >= MAX_TRAILERS) {
            // One more was met, and the web server would stumble over what it left of it.
            request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
            return;
        }
        trailers.setLimit(UNLIMITED); // the rest is read past, and bounded by its bytes
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        boolean untold =
                status >= HttpServletResponse.SC_BAD_REQUEST && response.getContentWritten() == 0;
        if (!untold || !response.setErrorReported()) {
            return;
        }
        if (status == HttpServletResponse.SC_METHOD_NOT_ALLOWED) {
            response.setHeader("Allow", "GET, HEAD, POST, OPTIONS"); // TRACE, whatever the path
        }
        Problem problem =
                Exchange.of(request).problem().orElseGet(() -> ofStatus(status, request, failure));
        try {
            problems.write(problem, request, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Problem ofStatus(int status, Request request, @Nullable Throwable failure) {
        ProblemType kind = ProblemType.ofStatus(status);
        boolean blamesClient = kind != ProblemType.INTERNAL_ERROR;
        if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE
                || (blamesClient && intake.isClosed())) {
            return Problem.shuttingDown();
        }
        return new Problem(kind, status, detail(status, request, failure), "", "", 0);
    }

    private static String detail(int status, Request request, @Nullable Throwable failure) {
        return switch (status) {
            case HttpServletResponse.SC_METHOD_NOT_ALLOWED ->
                    "method is %s, must be one that the path answers"
                            .formatted(Problem.quoted(request.getMethod()));
            case HttpServletResponse.SC_EXPECTATION_FAILED ->
                    "expectation is %s, must be 100-continue"
                            .formatted(Problem.quoted(request.getHeader("Expect")));
            case HttpServletResponse.SC_NOT_IMPLEMENTED ->
                    "the method is CONNECT or the transfer coding is not chunked, neither is"
                            + " supported";
            case HttpServletResponse.SC_HTTP_VERSION_NOT_SUPPORTED ->
                    "protocol is %s, must be HTTP/1.1 or HTTP/1.0"
                            .formatted(
                                    isOldest(request)
                                            ? "HTTP/0.9"
                                            : Problem.quoted(request.getProtocol()));
            case HttpServletResponse.SC_BAD_REQUEST ->
                    failure == null
                            ? "the request breaks the rules of HTTP"
                            : "the head of the request breaks the rules of HTTP, or is too large";
            default ->
                    status < HttpServletResponse.SC_INTERNAL_SERVER_ERROR
                            ? "the request breaks the rules of HTTP"
                            : "the request could not be answered";
        };
    }

    /// Whether the request line names no version, as in HTTP/0.9, whose responses have no status.
    private static boolean isOldest(Request request) {
        return "".equals(request.getProtocol()); // null if there is no telling
    }
}
