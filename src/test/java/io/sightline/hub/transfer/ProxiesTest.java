package io.sightline.hub.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {

    private static String proxy(String url, Map<String, String> environment) {
        Proxy proxy = Proxies.of(environment).select(URI.create(url)).getFirst();
        if (proxy.equals(Proxy.NO_PROXY)) {
            return "none";
        }
        InetSocketAddress address = (InetSocketAddress) proxy.address();
        return address.getHostString() + ":" + address.getPort();
    }

    @Test
    void asksDirectlyWithoutVariables() {
        assertThat(proxy("https://a.org", Map.of())).isEqualTo("none");
        assertThat(proxy("https://a.org", Map.of("HTTPS_PROXY", " "))).isEqualTo("none");
    }

    @Test
    void takesTheFirstVariableThatIsSet() {
        assertThat(proxy("https://a.org", Map.of("HTTP_PROXY", "http://p:1"))).isEqualTo("p:1");
        assertThat(proxy("https://a.org", Map.of("HTTP_PROXY", "http://p:1", "all_proxy", "p:2")))
                .isEqualTo("p:2");
        assertThat(
                        proxy(
                                "https://a.org",
                                Map.of("HTTPS_PROXY", "http://p:3", "https_proxy", "http://p:4/")))
                .isEqualTo("p:4");
        assertThat(proxy("https://a.org", Map.of("HTTPS_PROXY", "http://p"))).isEqualTo("p:80");
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.org, none",
        "https://sub.a.org, none",
        "https://nota.org, p:1",
        "https://x.b.org, none",
        "https://c.org:8443, none",
        "https://c.org, p:1",
        "http://127.0.0.1:8080, none",
        "http://localhost, none"
    })
    void leavesOutWhatNoProxyNames(String url, String expected) {
        Map<String, String> environment =
                Map.of("HTTPS_PROXY", "http://p:1", "no_proxy", "a.org, .b.org,,c.org:8443");

        assertThat(proxy(url, environment)).isEqualTo(expected);
    }

    @Test
    void asksAllDirectlyAtAStar() {
        assertThat(proxy("https://a.org", Map.of("HTTPS_PROXY", "http://p:1", "NO_PROXY", "*")))
                .isEqualTo("none");
    }

    @Test
    void knowsThePasswordInTheUrl() {
        Map<String, String> environment = Map.of("HTTPS_PROXY", "http://me:pass%40word@p:1");

        assertThat(proxy("https://a.org", environment)).isEqualTo("p:1");
        assertThat(Proxies.of(environment).authenticator()).isPresent();
        assertThat(Proxies.of(Map.of("HTTPS_PROXY", "http://p:1")).authenticator()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"socks5://me:secret@p:1", "https://p:1", "http://", "http://me:secret@a b"})
    void refusesWhatIsNoProxyOfHttp(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Proxies.of(Map.of("HTTPS_PROXY", value)))
                .withMessageStartingWith("the proxy is ")
                .withMessageEndingWith("must be http://host:port")
                .withMessageNotContaining("secret");
    }
}
