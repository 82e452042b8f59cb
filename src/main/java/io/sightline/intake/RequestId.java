package io.sightline.intake;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The name of one request in responses and in the log.
public final class RequestId {

    /// The header that carries it in requests and responses.
    public static final String HEADER = "X-Request-Id";

    /// Excludes all characters that could forge a log line or a header.
    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestId() {}

    /// The client's id for its request if it is well formed, else a new one of 16 hexadecimal
    /// digits.
    public static String of(@Nullable String header) {
        if (header != null && WELL_FORMED.matcher(header).matches()) {
            return header;
        }
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }
}
