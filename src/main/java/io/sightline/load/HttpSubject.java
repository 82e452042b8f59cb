package io.sightline.load;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.impl.bootstrap.HttpRequester;
import org.apache.hc.core5.http.impl.bootstrap.RequesterBootstrap;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.Timeout;

/// A Sightline service that is asked over HTTP/1.1 to classify images, each in its turn.
///
/// No request is ever sent a second time. The calling thread blocks until the reply; an interrupt
/// does not wake it. The timeout for a whole reply applies to each part of it. There is no timeout
/// for sending the image.
public final class HttpSubject implements Subject, AutoCloseable {

    /// How long after its deadline a reply is still waited for; it is then most likely a 504.
    private static final Duration GRACE = Duration.ofSeconds(2);

    /// The maximum age of a connection. It keeps a request off a connection that the server closes
    /// at that moment because it has been idle for long.
    private static final Timeout CONNECTION_AGE = Timeout.ofSeconds(30);

    /// No limit here: each connection carries one request at a time, and the caller limits those.
    private static final int UNBOUNDED = Integer.MAX_VALUE;

    private static final int MAX_BODY_LENGTH = 1 << 20;

    private static final Pattern PROBLEM =
            Pattern.compile("\"type\"\\s*:\\s*\"urn:sightline:problem:([a-z-]{1,64})\"");

    private final URI url;
    private final HttpHost host;
    private final List<byte[]> images;
    private final String deadlineMillis;
    private final Timeout patience;
    private final HttpRequester requester;

    /// @param url where classifications are requested
    /// @param images the bytes of one file each; at least one
    /// @param deadline of each request, sent to the service
    public HttpSubject(URI url, List<byte[]> images, Duration deadline) {
        this.url = url;
        this.host = HttpHost.create(url);
        this.images = List.copyOf(images);
        this.deadlineMillis = String.valueOf(deadline.toMillis());
        this.patience = Timeout.of(deadline.plus(GRACE));
        this.requester =
                RequesterBootstrap.bootstrap()
                        .setMaxTotal(UNBOUNDED)
                        .setDefaultMaxPerRoute(UNBOUNDED)
                        .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                        .setTimeToLive(CONNECTION_AGE)
                        .setSocketConfig(SocketConfig.custom().setSoTimeout(patience).build())
                        .setSslSetupHandler(tls -> tls.setEndpointIdentificationAlgorithm("HTTPS"))
                        .create();
    }

    @Override
    public Reply ask(int number) {
        ClassicHttpRequest request =
                ClassicRequestBuilder.post(url)
                        .addHeader("X-Request-Timeout-Ms", deadlineMillis)
                        .setEntity(
                                images.get(number % images.size()),
                                ContentType.APPLICATION_OCTET_STREAM)
                        .build();
        try {
            return requester.execute(
                    host, request, patience, HttpCoreContext.create(), HttpSubject::reply);
        } catch (SocketTimeoutException _) {
            return Reply.failed("no-answer");
        } catch (ConnectException | UnknownHostException _) {
            return Reply.failed("no-connection");
        } catch (IOException | HttpException _) {
            return Reply.failed("connection-broken");
        }
    }

    private static Reply reply(ClassicHttpResponse response) throws IOException, HttpException {
        HttpEntity body = response.getEntity();
        return reply(
                response.getCode(),
                body == null ? "" : EntityUtils.toString(body, MAX_BODY_LENGTH));
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
        requester.close(CloseMode.IMMEDIATE);
    }
}
