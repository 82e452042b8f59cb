package io.sightline.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/// The web server's HTTP/1.1, which accepts more host names and answers clients that begin with
/// HTTP/2.
///
/// The web server refuses host names with an underscore or a final dot, which Compose and other
/// container networks create; here the host name does not matter. It would close the connection of
/// a client that begins with HTTP/2 without an answer.
///
/// Public because the web server creates it by its name.
public final class HttpProtocol extends Http11NioProtocol {

    @Override
    protected Processor createProcessor() {
        return new TolerantProcessor(this, getAdapter());
    }

    /// One connection's requests.
    private static final class TolerantProcessor extends Http11Processor {

        private static final Pattern FINAL_DOT = Pattern.compile("\\.(:[0-9]*)$");

        private static final String REFUSAL =
                """
                {"type":"%s","title":"%s","status":505,\
                "detail":"protocol is HTTP/2, must be HTTP/1.1"}\
                """
                        .formatted(
                                ProblemType.MALFORMED_REQUEST.uri(),
                                ProblemType.MALFORMED_REQUEST.title());

        TolerantProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
            super(protocol, adapter);
        }

        @Override
        public SocketState service(SocketWrapperBase<?> socket) throws IOException {
            SocketState state = super.service(socket);
            if (state != SocketState.UPGRADING || getUpgradeToken() != null) {
                return state;
            }
            // No request asked for another protocol, so the connection began with HTTP/2's preface.
            byte[] refusal =
                    """
                    HTTP/1.1 505 \r
                    Content-Type: application/problem+json\r
                    Content-Length: %d\r
                    Connection: close\r
                    \r
                    %s\
                    """
                            .formatted(REFUSAL.length(), REFUSAL)
                            .getBytes(StandardCharsets.US_ASCII);
            socket.write(true, refusal, 0, refusal.length);
            socket.flush(true);
            return SocketState.CLOSED;
        }

        /// Replaces a host name that the web server might refuse by one that it accepts.
        @Override
        protected void parseHost(@Nullable MessageBytes host) {
            if (host == null || host.isNull() || host.getLength() == 0) {
                super.parseHost(host);
                return;
            }
            MessageBytes tolerable = MessageBytes.newInstance();
            byte[] bytes = tolerable(host.toString()).getBytes(StandardCharsets.ISO_8859_1);
            tolerable.setBytes(bytes, 0, bytes.length);
            super.parseHost(tolerable);
        }

        private static String tolerable(String host) {
            return FINAL_DOT.matcher(host.replace('_', 'x')).replaceFirst("$1");
        }
    }
}
