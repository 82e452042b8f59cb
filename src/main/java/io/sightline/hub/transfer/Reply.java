package io.sightline.hub.transfer;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The answer to a request, the body of which may still be coming.
///
/// @param url who gave it
/// @param status of HTTP
/// @param headers of HTTP
/// @param body to be read or closed
public record Reply(URI url, int status, HttpHeaders headers, ResponseBody body)
        implements AutoCloseable {

    private static final Duration MAX_WAIT = Duration.ofDays(1);

    /// The seconds after `t=` in a RateLimit field.
    private static final Pattern WINDOW = Pattern.compile(";\\s*t=(\\d{1,9})");

    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    /// The first value of a header.
    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /// The length that a header tells in bytes.
    ///
    /// @throws FetchFailedException if it is no length
    public Optional<Long> length(String header) throws FetchFailedException {
        Optional<String> text = header(header);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.get().matches("\\d{1,18}")) {
            throw new FetchFailedException(
                    "%s of %s is %s, must be a length"
                            .formatted(header, Shown.url(url), Shown.text(text.get())));
        }
        return Optional.of(Long.parseLong(text.get()));
    }

    /// Tells whether a redirect was given.
    public boolean isRedirect() {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    /// @throws IOException if the server may answer otherwise another time
    void requireNoPassingTrouble() throws IOException {
        if (status == 429) {
            Duration wait = patience();
            throw new BusyException(
                    "the server has had too many requests (429) and asks to wait " + Words.of(wait),
                    wait);
        }
        if (status == 503) {
            throw new BusyException("the server has no time (503)", patience());
        }
        if (status == 408 || status >= 500) {
            throw new IOException("the server failed (%s)".formatted(status));
        }
    }

    private Duration patience() {
        return header("Retry-After")
                .filter(value -> SECONDS.matcher(value).matches())
                .or(() -> header("RateLimit").flatMap(Reply::window))
                .map(seconds -> Math.min(Long.parseLong(seconds), MAX_WAIT.toSeconds()))
                .map(Duration::ofSeconds)
                .orElse(Duration.ofSeconds(1));
    }

    private static Optional<String> window(String rateLimit) {
        Matcher matcher = WINDOW.matcher(rateLimit);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    @Override
    public void close() {
        body.close();
    }
}
