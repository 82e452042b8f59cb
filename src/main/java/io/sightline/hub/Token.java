package io.sightline.hub;

import io.sightline.hub.transfer.Addresses;
import io.sightline.hub.transfer.FetchFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What lets a user into private and gated repositories. It is sent to the hub it is meant for and
/// to no other host, and no message shows it.
final class Token {

    private static final List<String> PUBLIC_HUB = List.of("huggingface.co", "hf.co");

    private static final int MAX_BYTES = 10_000;

    private final URI hub;
    private final String secret;

    private Token(URI hub, String secret) {
        this.hub = hub;
        this.secret = secret;
    }

    /// @throws FetchFailedException if it cannot stand in a header
    static Token of(Surroundings surroundings) throws FetchFailedException {
        String secret = surroundings.anonymous() ? "" : secret(surroundings);
        if (!secret.matches("[\\x21-\\x7e]*")) {
            throw new FetchFailedException(
                    "the hub's token holds a space or a character beyond ASCII, must be as the hub"
                            + " gave it (HF_TOKEN or %s)".formatted(surroundings.tokenFile()));
        }
        return new Token(surroundings.hub(), secret);
    }

    private static String secret(Surroundings surroundings) throws FetchFailedException {
        Path file = surroundings.tokenFile();
        if (!surroundings.token().isEmpty() || !Files.isRegularFile(file)) {
            return surroundings.token();
        }
        try (InputStream content = Files.newInputStream(file)) {
            return new String(content.readNBytes(MAX_BYTES), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new FetchFailedException("%s cannot be read, must be".formatted(file), e);
        }
    }

    boolean isThere() {
        return !secret.isEmpty();
    }

    /// The headers of a request to `url`.
    Map<String, String> headers(URI url) {
        return isThere() && isTrusted(url) ? Map.of("Authorization", "Bearer " + secret) : Map.of();
    }

    /// Tells whether `url` is at a hub, by the name of its host as huggingface_hub does. A token
    /// goes to fewer places than that.
    boolean isHub(URI url) {
        return url.getHost().equalsIgnoreCase(hub.getHost()) || isPublicHub(url);
    }

    private boolean isTrusted(URI url) {
        return Addresses.sameOrigin(url, hub) || (isPublicHub(hub) && isPublicHub(url));
    }

    private static boolean isPublicHub(URI url) {
        return url.getScheme().equalsIgnoreCase("https")
                && (url.getPort() == -1 || url.getPort() == 443)
                && PUBLIC_HUB.contains(url.getHost().toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return isThere() ? "a token" : "no token";
    }
}
