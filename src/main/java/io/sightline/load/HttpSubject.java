package io.sightline.load;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A Sightline service, asked over HTTP/1.1 to classify images, each in its turn.
///
/// No request is ever sent a second time, whatever becomes of it.
public final class HttpSubject implements Subject, AutoCloseable {

    /// How much longer than its deadline a reply is waited for; it is then most likely a 504.
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final Pattern PROBLEM =
            Pattern.compile("\"type\"\\s*:\\s*\"urn:sightline:problem:([a-z-]{1,64})\"");

    private final HttpClient client;
    private final List<HttpRequest> requests;

    /// @param url of the classifications
    /// @param images the bytes of one file each; at least one
    /// @param deadline what the service is told
    public HttpSubject(URI url, List<byte[]> images, Duration deadline) {
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .build();
        this.requests =
                images.stream()
                        .map(
                                image ->
                                        HttpRequest.newBuilder(url)
                                                .header("Content-Type", "application/octet-stream")
                                                .header(
                                                        "X-Request-Timeout-Ms",
                                                        String.valueOf(deadline.toMillis()))
                                                .timeout(deadline.plus(GRACE))
                                                .POST(BodyPublishers.ofByteArray(image))
                                                .build())
                        .toList();
    }

    @Override
    public Reply ask(int number) throws InterruptedException {
        HttpRequest request = requests.get(number % requests.size());
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            return reply(response.statusCode(), response.body());
        } catch (HttpTimeoutException _) {
            return Reply.failed("no-answer");
        } catch (ConnectException _) {
            return Reply.failed("no-connection");
        } catch (IOException _) {
            return Reply.failed("connection-broken");
        }
    }

    private static Reply reply(int status, String body) {
        if (status == 200) {
            return Reply.CLASSIFIED;
        }
        Matcher problem = PROBLEM.matcher(body);
        String outcome = problem.find() ? problem.group(1) : "status-" + status;
        return switch (status) {
            case 429, 503 -> Reply.refused(outcome);
            default -> Reply.failed(outcome);
        };
    }

    @Override
    public void close() {
        client.close();
    }
}
