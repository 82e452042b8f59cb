package io.sightline.hub;

import io.sightline.hub.transfer.Addresses;
import io.sightline.hub.transfer.Proxies;
import io.sightline.hub.transfer.Shown;
import io.sightline.hub.transfer.WebClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What the variables of an environment say, as huggingface_hub reads them. A blank variable is
/// none.
///
/// @param hub `HF_ENDPOINT`, without a slash at its end
/// @param hubCache `HF_HUB_CACHE`, or `hub` in `HF_HOME`
/// @param tokenFile `HF_TOKEN_PATH`, or `token` in `HF_HOME`
/// @param token `HF_TOKEN`; empty if it is in the file or nowhere
/// @param anonymous whether no token may be sent (`HF_HUB_DISABLE_IMPLICIT_TOKEN`)
/// @param offline `HF_HUB_OFFLINE` or `TRANSFORMERS_OFFLINE`
/// @param limits `HF_HUB_ETAG_TIMEOUT` and `HF_HUB_DOWNLOAD_TIMEOUT`
/// @param zoo `DJL_ENDPOINT`, where DJL's model zoo is
/// @param ownCache `sightline` in `XDG_CACHE_HOME`, for all that is not the hub's
/// @param proxies of the common variables
record Surroundings(
        URI hub,
        Path hubCache,
        Path tokenFile,
        String token,
        boolean anonymous,
        boolean offline,
        WebClient.Limits limits,
        URI zoo,
        Path ownCache,
        Proxies proxies) {

    private static final Set<String> YES = Set.of("1", "ON", "YES", "TRUE");

    private static final Duration MAX_TIMEOUT = Duration.ofHours(1);

    /// @throws IllegalArgumentException if a variable cannot be used; the message names it, but not
    ///   the value of a secret
    static Surroundings of(Map<String, String> environment) {
        return new Reader(environment).read();
    }

    /// @param environment the variables
    private record Reader(Map<String, String> environment) {

        Surroundings read() {
            Path home = path("HOME", Path.of(System.getProperty("user.home")));
            Path caches = path("XDG_CACHE_HOME", home.resolve(".cache"));
            Path hubHome = path("HF_HOME", caches.resolve("huggingface"));
            Path hubCache = path("HUGGINGFACE_HUB_CACHE", hubHome.resolve("hub"));
            return new Surroundings(
                    url("HF_ENDPOINT", "https://huggingface.co"),
                    path("HF_HUB_CACHE", hubCache),
                    path("HF_TOKEN_PATH", hubHome.resolve("token")),
                    first("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"),
                    isYes("HF_HUB_DISABLE_IMPLICIT_TOKEN"),
                    isYes("HF_HUB_OFFLINE") || isYes("TRANSFORMERS_OFFLINE"),
                    new WebClient.Limits(
                            seconds("HF_HUB_ETAG_TIMEOUT"), seconds("HF_HUB_DOWNLOAD_TIMEOUT")),
                    url("DJL_ENDPOINT", "https://mlrepo.djl.ai"),
                    caches.resolve("sightline"),
                    Proxies.of(environment));
        }

        private String value(String name) {
            return environment.getOrDefault(name, "").strip();
        }

        private String first(String... names) {
            return Stream.of(names)
                    .map(this::value)
                    .filter(value -> !value.isEmpty())
                    .findFirst()
                    .orElse("");
        }

        private boolean isYes(String name) {
            return YES.contains(value(name).toUpperCase(Locale.ROOT));
        }

        private Path path(String name, Path otherwise) {
            String value = value(name);
            if (value.isEmpty()) {
                return otherwise;
            }
            return value.equals("~") || value.startsWith("~/")
                    ? Path.of(environment.getOrDefault("HOME", "") + value.substring(1))
                    : Path.of(value).toAbsolutePath();
        }

        private URI url(String name, String otherwise) {
            String value = first(name);
            String text = (value.isEmpty() ? otherwise : value).replaceFirst("/+$", "");
            try {
                URI url = Addresses.of(text);
                if (url.getRawQuery() != null || url.getRawFragment() != null) {
                    throw new IllegalArgumentException(
                            Shown.text(text) + ", must be a URL without a query");
                }
                return url;
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("%s is %s".formatted(name, e.getMessage()), e);
            }
        }

        private Duration seconds(String name) {
            String value = value(name);
            if (value.isEmpty()) {
                return Duration.ofSeconds(10);
            }
            if (!value.matches("\\d{1,4}(\\.\\d{1,3})?")) {
                throw new IllegalArgumentException(
                        "%s is %s, must be a number of seconds".formatted(name, Shown.text(value)));
            }
            Duration time = Duration.ofMillis(Math.round(Double.parseDouble(value) * 1000));
            if (time.isZero() || time.compareTo(MAX_TIMEOUT) > 0) {
                throw new IllegalArgumentException(
                        "%s is %s, must be more than 0 and at most 3600"
                                .formatted(name, Shown.text(value)));
            }
            return time;
        }
    }
}
