package io.sightline.hub.transfer;

import java.net.URI;

/// Foreign text as a message may show it.
public final class Shown {

    private static final int MAX_LENGTH = 200;

    private Shown() {}

    /// `text` in printable ASCII and short.
    public static String text(String text) {
        String plain = text.replaceAll("[^\\x20-\\x7e]", "?");
        return plain.length() <= MAX_LENGTH ? plain : plain.substring(0, MAX_LENGTH) + "…";
    }

    /// `url` without its query, which may be a signature.
    public static String url(URI url) {
        return text(url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath());
    }
}
