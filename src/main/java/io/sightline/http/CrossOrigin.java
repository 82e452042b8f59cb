package io.sightline.http;

import io.sightline.intake.RequestId;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/// Answers `OPTIONS`, and tells browsers which pages may read answers (CORS).
///
/// The framework's own CORS refuses a request whose origin is not allowed. But browsers also send
/// the origin when a page asks its own server, and behind a proxy the two cases look the same. So
/// every request is answered here, and it is the browser that keeps the answer from a foreign page.
final class CrossOrigin extends OncePerRequestFilter {

    private static final String ASKED_METHOD = "Access-Control-Request-Method";
    private static final String ALLOW = "Allow";

    /// Headers that a page may send, in addition to those that browsers always let it send.
    private static final String REQUEST_HEADERS =
            String.join(
                    ", ", "Content-Type", ClassificationRequest.TIMEOUT_HEADER, RequestId.HEADER);

    /// Headers that a page may read, in addition to those that browsers always let it read.
    private static final String RESPONSE_HEADERS =
            String.join(", ", RequestId.HEADER, ServerTiming.HEADER, "Retry-After");

    private static final String PREFLIGHT_HOLDS_SECONDS = "3600";

    private final Set<String> allowedOrigins;

    /// @param allowedOrigins as browsers write them; an empty set turns CORS off
    CrossOrigin(Set<String> allowedOrigins) {
        this.allowedOrigins = allowedOrigins;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String origin = request.getHeader("Origin");
        boolean allowed = origin != null && allowedOrigins.contains(origin);
        if (!allowedOrigins.isEmpty()) {
            response.addHeader("Vary", "Origin");
        }
        if (allowed) {
            response.setHeader("Access-Control-Allow-Origin", origin);
            response.setHeader("Access-Control-Expose-Headers", RESPONSE_HEADERS);
        }
        if (!request.getMethod().equals("OPTIONS")) {
            chain.doFilter(request, response);
            return;
        }
        chain.doFilter(new PlainOptions(request), response);
        String methods = response.getHeader(ALLOW);
        if (response.isCommitted() || methods == null) {
            return;
        }
        String listed = String.join(", ", methods.split("\\s*,\\s*"));
        response.setHeader(ALLOW, listed);
        response.setHeader("Accept-Patch", null); // the framework's, and empty
        if (allowed && request.getHeader(ASKED_METHOD) != null) {
            response.setHeader("Access-Control-Allow-Methods", listed);
            response.setHeader("Access-Control-Allow-Headers", REQUEST_HEADERS);
            response.setHeader("Access-Control-Max-Age", PREFLIGHT_HOLDS_SECONDS);
        }
    }

    /// A request that the framework does not recognise as a preflight, so that it answers with the
    /// methods of the path.
    private static final class PlainOptions extends HttpServletRequestWrapper {

        PlainOptions(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getHeader(String name) {
            return name.equalsIgnoreCase(ASKED_METHOD) ? null : super.getHeader(name);
        }
    }
}
