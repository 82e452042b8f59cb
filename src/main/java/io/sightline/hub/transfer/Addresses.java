package io.sightline.hub.transfer;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/// Which URLs may be asked.
public final class Addresses {

    /// Longer than any signed URL.
    private static final int MAX_LENGTH = 8_192;

    private static final Pattern THIS_MACHINE =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    private Addresses() {}

    /// Reads a URL that may be asked: `https`, or `http` to this machine.
    ///
    /// @throws IllegalArgumentException otherwise; the message has value and rule
    public static URI of(String text) {
        return checked(parsed(text), text);
    }

    /// Where a redirect from `from` leads.
    ///
    /// @throws FetchFailedException if it may not be followed: encryption would be lost, or it
    ///   comes from elsewhere and leads to this machine without encryption
    static URI redirect(URI from, String location) throws FetchFailedException {
        try {
            URI next = checked(from.resolve(parsed(location)), location);
            if (next.getScheme().equals("http") && !isThisMachine(from)) {
                throw new IllegalArgumentException(
                        "%s, must be https".formatted(Shown.text(location)));
            }
            return next;
        } catch (IllegalArgumentException e) {
            throw new FetchFailedException(
                    "%s redirects to %s".formatted(Shown.url(from), e.getMessage()), e);
        }
    }

    private static URI parsed(String text) {
        try {
            if (text.length() > MAX_LENGTH) {
                throw new IllegalArgumentException(
                        "a URL of %s characters, must be at most %s"
                                .formatted(text.length(), MAX_LENGTH));
            }
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("%s, must be a URL".formatted(Shown.text(text)), e);
        }
    }

    private static URI checked(URI url, String text) {
        if (url.getHost() == null || url.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "%s, must be a URL with a host and without a user"
                            .formatted(Shown.text(withoutUser(text))));
        }
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(scheme.equals("http") && isThisMachine(url))) {
            throw new IllegalArgumentException(
                    "%s, must be https (http is for this machine only)"
                            .formatted(Shown.text(text)));
        }
        return url;
    }

    private static String withoutUser(String text) {
        return text.replaceFirst("//[^/]*@", "//");
    }

    static boolean isThisMachine(URI url) {
        return THIS_MACHINE.matcher(url.getHost().toLowerCase(Locale.ROOT)).matches();
    }

    /// Tells whether two URLs have scheme, host and port in common.
    public static boolean sameOrigin(URI one, URI other) {
        return origin(one).equals(origin(other));
    }

    private static String origin(URI url) {
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        int port = url.getPort() >= 0 ? url.getPort() : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    }
}
