package io.sightline.intake;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The name of one request in responses and in the log.
public final class RequestId {

    /// The header it comes in and goes out with.
    public static final String HEADER = "X-Request-Id";

    /// Nothing that could forge a line of a log or a header.
    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestId() {}

    /// The client's name for its request if it is well formed, else one of ours: 16 hexadecimal
    /// digits.
    public static String of(@Nullable String header) {
        if (header != null && WELL_FORMED.matcher(header).matches()) {
            return header;
        }
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }
}
