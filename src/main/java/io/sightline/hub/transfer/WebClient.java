package io.sightline.hub.transfer;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/// Asks servers, one request at a time, and follows redirects by hand. Its connections end when it
/// is closed.
public final class WebClient implements AutoCloseable {

    private static final int MAX_REDIRECTS = 8;

    /// By default the JDK gives no password to a proxy that it asks for a tunnel.
    private static final String NO_PASSWORD_FOR = "jdk.http.auth.tunneling.disabledSchemes";

    private final HttpClient client;
    private final Limits limits;

    /// How long servers are waited for.
    ///
    /// @param headers most time from a request to the head of its answer, and for a connection
    /// @param data most time between two pieces of a body
    public record Limits(Duration headers, Duration data) {}

    /// A request without a body.
    ///
    /// @param method of HTTP
    /// @param url whom it goes to first
    /// @param headers of the request, for the host that is asked: a redirect may lead to another
    public record Request(String method, URI url, Function<URI, Map<String, String>> headers) {}

    public WebClient(Proxies proxies, Limits limits) {
        Optional<java.net.Authenticator> authenticator = proxies.authenticator();
        if (authenticator.isPresent() && System.getProperty(NO_PASSWORD_FOR) == null) {
            System.setProperty(NO_PASSWORD_FOR, ""); // the user wrote the password into the URL
        }
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(Version.HTTP_1_1)
                        .followRedirects(Redirect.NEVER)
                        .connectTimeout(limits.headers())
                        .proxy(proxies);
        authenticator.ifPresent(builder::authenticator);
        this.client = builder.build();
        this.limits = limits;
    }

    Limits limits() {
        return limits;
    }

    /// Sends `request`, and again wherever redirects lead, as long as `follows` agrees to the
    /// redirect and the URL it leads to; one that it does not agree to is the answer.
    ///
    /// @throws IOException if another try may do better
    /// @throws FetchFailedException if a redirect leads nowhere good
    public Reply ask(Request request, BiPredicate<Reply, URI> follows)
            throws IOException, InterruptedException, FetchFailedException {
        URI url = request.url();
        for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
            Reply reply = exchange(request, url);
            Optional<String> location = reply.header("Location");
            if (!reply.isRedirect() || location.isEmpty()) {
                return usable(reply);
            }
            URI next = next(reply, location.get());
            if (!follows.test(reply, next)) {
                return reply;
            }
            reply.close();
            url = next;
        }
        throw new FetchFailedException(
                "%s redirects more than %s times, must lead somewhere"
                        .formatted(Shown.url(request.url()), MAX_REDIRECTS));
    }

    private static URI next(Reply reply, String location) throws FetchFailedException {
        try {
            return Addresses.redirect(reply.url(), location);
        } catch (FetchFailedException e) {
            reply.close();
            throw e;
        }
    }

    private static Reply usable(Reply reply) throws IOException {
        try {
            reply.requireNoPassingTrouble();
            return reply;
        } catch (IOException e) {
            reply.close();
            throw e;
        }
    }

    private Reply exchange(Request request, URI url) throws IOException, InterruptedException {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(url)
                        .method(request.method(), BodyPublishers.noBody())
                        .timeout(limits.headers())
                        .setHeader("Accept-Encoding", "identity")
                        .setHeader("User-Agent", "sightline");
        request.headers().apply(url).forEach(builder::setHeader);
        HttpResponse<ResponseBody> response = client.send(builder.build(), _ -> new ResponseBody());
        return new Reply(url, response.statusCode(), response.headers(), response.body());
    }

    /// Reads the whole of a short body.
    ///
    /// @throws FetchFailedException if it has more than `most` bytes
    public byte[] whole(Reply reply, int most)
            throws IOException, InterruptedException, FetchFailedException {
        return reply.body().whole(Shown.url(reply.url()), most, limits.data());
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
