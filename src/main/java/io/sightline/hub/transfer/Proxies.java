package io.sightline.hub.transfer;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The proxies that `HTTPS_PROXY` (or `ALL_PROXY`) and `NO_PROXY` name, in lower case too, which
/// counts first. This machine is always asked directly; since `http` goes nowhere else,
/// `HTTP_PROXY` is a second choice for `https`.
public final class Proxies extends ProxySelector {

    private final @Nullable URI proxy;
    private final List<String> direct;

    private Proxies(URI proxy, List<String> direct) {
        this.proxy = proxy;
        this.direct = List.copyOf(direct);
    }

    private Proxies() {
        this.proxy = null;
        this.direct = List.of();
    }

    /// Reads the environment.
    ///
    /// @throws IllegalArgumentException if a proxy is not `http://host:port`
    public static Proxies of(Map<String, String> environment) {
        Optional<String> address =
                Stream.of("HTTPS_PROXY", "ALL_PROXY", "HTTP_PROXY")
                        .flatMap(name -> value(environment, name).stream())
                        .findFirst();
        if (address.isEmpty()) {
            return new Proxies();
        }
        String exceptions = value(environment, "NO_PROXY").orElse("");
        List<String> direct =
                Stream.of(exceptions.toLowerCase(Locale.ROOT).split(","))
                        .map(String::strip)
                        .filter(host -> !host.isEmpty())
                        .toList();
        return new Proxies(proxy(address.get()), direct);
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Stream.of(name.toLowerCase(Locale.ROOT), name)
                .map(key -> environment.getOrDefault(key, "").strip())
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private static URI proxy(String text) {
        String withoutUser = text.replaceFirst("^(\\w+://)?[^/]*@", "$1");
        String rule =
                "the proxy is %s, must be http://host:port".formatted(Shown.text(withoutUser));
        try {
            URI proxy = URI.create(text.contains("://") ? text : "http://" + text);
            if (proxy.getHost() == null || !"http".equalsIgnoreCase(proxy.getScheme())) {
                throw new IllegalArgumentException(rule);
            }
            return proxy;
        } catch (IllegalArgumentException _) { // its message may hold the password
            throw new IllegalArgumentException(rule);
        }
    }

    @Override
    public List<Proxy> select(URI url) {
        URI through = proxy;
        if (through == null || Addresses.isThisMachine(url) || isDirect(url)) {
            return List.of(Proxy.NO_PROXY);
        }
        int port = through.getPort() < 0 ? 80 : through.getPort();
        return List.of(
                new Proxy(
                        Proxy.Type.HTTP,
                        InetSocketAddress.createUnresolved(through.getHost(), port)));
    }

    private boolean isDirect(URI url) {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        int port = url.getPort() < 0 ? 443 : url.getPort();
        return direct.stream()
                .anyMatch(
                        entry -> {
                            String name = entry.replaceFirst("^\\*?\\.", "");
                            return entry.equals("*")
                                    || host.equals(name)
                                    || host.endsWith("." + name)
                                    || (host + ":" + port).equals(name);
                        });
    }

    @Override
    public void connectFailed(URI url, SocketAddress address, IOException why) {}

    /// Answers the proxy with the name and password in its URL, if there are any.
    Optional<Authenticator> authenticator() {
        return Optional.ofNullable(proxy).map(URI::getRawUserInfo).map(Proxies::authenticator);
    }

    private static Authenticator authenticator(String user) {
        String[] parts = user.split(":", 2);
        String name = decoded(parts[0]);
        String password = decoded(parts.length > 1 ? parts[1] : "");
        return new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return getRequestorType() == RequestorType.PROXY
                        ? new PasswordAuthentication(name, password.toCharArray())
                        : super.getPasswordAuthentication();
            }
        };
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
