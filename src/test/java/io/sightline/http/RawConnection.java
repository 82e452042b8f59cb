package io.sightline.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A client that says exactly what it is told, also if it is wrong.
final class RawConnection implements AutoCloseable {

    private static final int MAX_WAIT_MILLIS = 20_000;

    private final Socket socket;

    RawConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(MAX_WAIT_MILLIS);
        socket.setTcpNoDelay(true);
    }

    /// A request head for an upload, with more header lines.
    static String post(String... headers) {
        return postTo("/v1/classifications", headers);
    }

    static String postTo(String pathAndQuery, String... headers) {
        return "POST %s HTTP/1.1\r\nHost: h\r\n".formatted(pathAndQuery)
                + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n")
                + "\r\n";
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /// Says that nothing more will be sent.
    void finishSending() throws IOException {
        socket.shutdownOutput();
    }

    /// Whether a response has begun to arrive.
    boolean answered() throws IOException {
        return socket.getInputStream().available() > 0;
    }

    /// Reads one response: its head, and a body of the length that the head tells.
    String response() throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return head.toString(StandardCharsets.ISO_8859_1);
            }
            head.write(next);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        return text + new String(body(text, in), StandardCharsets.UTF_8);
    }

    /// Reads all that comes until the server closes the connection.
    String everything() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static byte[] body(String head, InputStream in) throws IOException {
        String lower = head.toLowerCase(Locale.ROOT);
        int length = lower.indexOf("content-length: ");
        if (length >= 0) {
            int from = length + "content-length: ".length();
            return in.readNBytes(
                    Integer.parseInt(lower.substring(from, lower.indexOf('\r', from))));
        }
        if (!lower.contains("transfer-encoding: chunked")) {
            return new byte[0];
        }
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        while (!chunks.toString(StandardCharsets.ISO_8859_1).endsWith("0\r\n\r\n")) {
            chunks.write(in.readNBytes(1));
        }
        return chunks.toByteArray();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
