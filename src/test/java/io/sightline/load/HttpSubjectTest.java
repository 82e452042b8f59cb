package io.sightline.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpSubjectTest {

    @Test
    void waitsForNoReplyLongAfterTheDeadline() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                HttpSubject subject = subject(silent.getLocalPort())) {
            assertThat(subject.ask(0)).isEqualTo(Reply.failed("no-answer"));
        }
    }

    @Test
    void tellsThatNobodyListens() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        try (HttpSubject subject = subject(port)) {
            assertThat(subject.ask(0)).isEqualTo(Reply.failed("no-connection"));
        }
    }

    @Test
    void takesAnAnswerWithoutABodyForAFailure() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> exchange.sendResponseHeaders(204, -1));
        server.start();
        try (HttpSubject subject = subject(server.getAddress().getPort())) {
            assertThat(subject.ask(0)).isEqualTo(Reply.failed("status-204"));
        } finally {
            server.stop(0);
        }
    }

    private static HttpSubject subject(int port) {
        URI url = URI.create("http://127.0.0.1:%d/v1/classifications".formatted(port));
        return new HttpSubject(url, List.of(new byte[1]), Duration.ofMillis(1));
    }
}
