package io.sightline.http;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// What the HTTP door accepts (`sightline.http.*`).
///
/// @param maxUpload largest body of one request; 1 byte to 1 GB
/// @param maxUploadMemory most bytes of uploads held at once over all requests; at least twice
///   `max-upload`, because a body is held twice while it is cut into parts. 0 takes a quarter of
///   the heap, or that minimum if it is more
/// @param maxImages most images in one form; 1 to 1,000
/// @param drainDelay how long requests are still served once the service is told to stop and is no
///   longer ready, so that load balancers can notice; 0 to ten minutes
/// @param allowedOrigins origins whose pages may read answers in a browser (CORS), with commas
///   between them: scheme, host, and port unless it is the scheme's own, as in
///   `https://app.example.org`
@ConfigurationProperties("sightline.http")
public record HttpProperties(
        @DefaultValue("20MB") DataSize maxUpload,
        @DefaultValue("0B") DataSize maxUploadMemory,
        @DefaultValue("16") int maxImages,
        @DefaultValue("0s") Duration drainDelay,
        @DefaultValue List<String> allowedOrigins) {

    private static final DataSize MAX_UPLOAD = DataSize.ofGigabytes(1);
    private static final int MAX_IMAGES = 1000;
    private static final Duration MAX_DELAY = Duration.ofMinutes(10);

    /// An origin as browsers write it.
    private static final Pattern ORIGIN =
            Pattern.compile(
                    "[a-z][a-z0-9+.-]*://(\\[[0-9a-f:.]+]|[a-z0-9._-]+)(:[1-9][0-9]{0,4})?");

    private static final Pattern NEEDLESS_PORT = Pattern.compile("http:.*:80|https:.*:443");

    public HttpProperties {
        if (maxUpload.toBytes() < 1 || maxUpload.compareTo(MAX_UPLOAD) > 0) {
            throw new IllegalArgumentException(
                    "max-upload is %s, must be from 1B to %s".formatted(maxUpload, MAX_UPLOAD));
        }
        if (maxUploadMemory.toBytes() != 0 && maxUploadMemory.toBytes() < twice(maxUpload)) {
            throw new IllegalArgumentException(
                    "max-upload-memory is %s, must be 0 or at least twice max-upload (%s)"
                            .formatted(maxUploadMemory, maxUpload));
        }
        if (maxImages < 1 || maxImages > MAX_IMAGES) {
            throw new IllegalArgumentException(
                    "max-images is %d, must be from 1 to %d".formatted(maxImages, MAX_IMAGES));
        }
        if (drainDelay.isNegative() || drainDelay.compareTo(MAX_DELAY) > 0) {
            throw new IllegalArgumentException(
                    "drain-delay is %s, must be from 0 to %s".formatted(drainDelay, MAX_DELAY));
        }
        for (String origin : allowedOrigins) {
            if (!ORIGIN.matcher(origin).matches() || NEEDLESS_PORT.matcher(origin).matches()) {
                throw new IllegalArgumentException(
                        "allowed-origins has %s, must be one origin as browsers write it, such as https://app.example.org"
                                .formatted(origin));
            }
        }
        allowedOrigins = List.copyOf(allowedOrigins);
    }

    /// `maxUpload` in bytes; at most the length of an array.
    int maxUploadBytes() {
        return Math.toIntExact(maxUpload.toBytes());
    }

    /// `maxUploadMemory` in bytes; if the setting is 0, derived from a heap of `heapBytes`.
    long maxUploadMemoryBytes(long heapBytes) {
        if (maxUploadMemory.toBytes() > 0) {
            return maxUploadMemory.toBytes();
        }
        return Math.max(heapBytes / 4, twice(maxUpload));
    }

    private static long twice(DataSize size) {
        return 2 * size.toBytes();
    }
}
