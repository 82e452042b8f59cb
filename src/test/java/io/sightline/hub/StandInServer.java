package io.sightline.hub;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/// A server that sends what a test wants, byte for byte, and remembers what it was asked. Each
/// connection serves one request.
final class StandInServer implements AutoCloseable {

    /// A request, its header names in lower case.
    record Asked(String method, String target, Map<String, String> headers) {

        String header(String name) {
            return headers.getOrDefault(name, "");
        }

        /// The target without its query.
        String path() {
            return target.replaceFirst("\\?.*", "");
        }
    }

    /// Writes the answer to a request, whole or not.
    interface Answer {

        void to(Asked asked, OutputStream out) throws IOException;
    }

    private final ServerSocket socket;
    private final Answer answer;
    private final List<Asked> log = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    StandInServer(Answer answer) {
        this.answer = answer;
        try {
            this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Future<?> _ = threads.submit(this::listen);
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    /// What was asked so far, in order.
    List<Asked> log() {
        return List.copyOf(log);
    }

    /// What was asked so far, as `GET /path`.
    List<String> requests() {
        return log.stream().map(asked -> asked.method() + " " + asked.target()).toList();
    }

    private Object listen() throws IOException {
        while (true) {
            Socket connection = socket.accept();
            Future<?> _ = threads.submit(() -> serve(connection));
        }
    }

    private Object serve(Socket connection) throws IOException {
        try (connection;
                InputStream in = new BufferedInputStream(connection.getInputStream());
                OutputStream out = connection.getOutputStream()) {
            String[] first = line(in).split(" ", 3);
            Map<String, String> headers = new TreeMap<>();
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                String[] parts = line.split(":", 2);
                headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
            }
            Asked asked = new Asked(first[0], first[1], headers);
            log.add(asked);
            answer.to(asked, out);
            out.flush();
            in.transferTo(OutputStream.nullOutputStream()); // until the client has what it wants
        }
        return connection;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new IOException("the client left");
            }
            line.append((char) read);
        }
        return line.toString().strip();
    }

    /// Writes the head of an answer.
    static void head(OutputStream out, int status, String... headers) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Words\r\n");
        head.append("Connection: close\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /// An answer without a body; if it is not told otherwise, its length is 0.
    static Answer only(int status, String... headers) {
        boolean told = List.of(headers).toString().contains("Content-Length");
        return (_, out) -> head(out, status, told ? headers : with("Content-Length: 0", headers));
    }

    private static String[] with(String header, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = header;
        return all;
    }

    /// An answer with a body, which fits its length.
    static Answer whole(byte[] body, String... headers) {
        return (_, out) -> {
            head(out, 200, with("Content-Length: " + body.length, headers));
            out.write(body);
        };
    }

    /// Gives `content` as a storage service does: a range, if asked for one of this version.
    static Answer stored(byte[] content, String tag) {
        return (asked, out) -> {
            String range = asked.header("range");
            String condition = asked.header("if-range");
            if (range.isEmpty() || !(condition.isEmpty() || condition.equals(tag))) {
                whole(content, "ETag: " + tag).to(asked, out);
                return;
            }
            int start = Integer.parseInt(range.replaceAll("\\D", ""));
            if (start >= content.length) {
                head(out, 416, "Content-Range: bytes */" + content.length, "Content-Length: 0");
                return;
            }
            head(
                    out,
                    206,
                    "ETag: " + tag,
                    "Content-Range: bytes %s-%s/%s"
                            .formatted(start, content.length - 1, content.length),
                    "Content-Length: " + (content.length - start));
            out.write(content, start, content.length - start);
        };
    }

    /// Promises `content` and breaks off after `bytes` of it, once the client has `taken` so many:
    /// it forgets what it did not yet hand on when a connection ends too early.
    static Answer cut(byte[] content, int bytes, LongConsumer taken, String... headers) {
        return (_, out) -> {
            head(out, 200, with("Content-Length: " + content.length, headers));
            out.write(content, 0, bytes);
            out.flush();
            taken.accept(bytes);
            out.close();
        };
    }

    /// Gives `content` without its length: its end is the connection's.
    static Answer unmeasured(byte[] content) {
        return (_, out) -> {
            head(out, 200);
            out.write(content);
            out.close();
        };
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
