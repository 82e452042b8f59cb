package io.sightline.hub.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {

    @ParameterizedTest
    @CsvSource({
        "https://a.org/b/c, d?e=1, https://a.org/b/d?e=1",
        "https://a.org/b/c, /d, https://a.org/d",
        "https://a.org/b, //c.org/d, https://c.org/d",
        "https://a.org/b, https://c.org:8443/d, https://c.org:8443/d",
        "http://localhost:1/b, http://127.0.0.1:2/d, http://127.0.0.1:2/d",
        "http://localhost:1/b, https://c.org/d, https://c.org/d"
    })
    void followsARedirect(String from, String location, String to) throws Exception {
        assertThat(Addresses.redirect(URI.create(from), location)).isEqualTo(URI.create(to));
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.org/b, http://a.org/b",
        "https://a.org/b, http://localhost/b",
        "https://a.org/b, http://127.0.0.1/b",
        "http://localhost/b, http://a.org/b",
        "https://a.org/b, ftp://a.org/b",
        "https://a.org/b, file:///etc/passwd",
        "https://a.org/b, https://me:secret@a.org/b",
        "https://a.org/b, https:///b",
        "https://a.org/b, 'https://a org/b'"
    })
    void followsNoRedirectToAnotherKindOfPlace(String from, String location) {
        assertThatExceptionOfType(FetchFailedException.class)
                .isThrownBy(() -> Addresses.redirect(URI.create(from), location))
                .withMessageStartingWith(from + " redirects to ")
                .withMessageContaining("must be ")
                .withMessageNotContaining("secret");
    }

    @Test
    void refusesAUrlThatIsTooLong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Addresses.of("https://a.org/" + "b".repeat(9_000)))
                .withMessage("a URL of 9014 characters, must be at most 8192");
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.org/b, https://A.org:443/c, true",
        "https://a.org/b, https://a.org:444/b, false",
        "https://a.org/b, http://a.org/b, false",
        "https://a.org/b, https://b.org/b, false"
    })
    void comparesSchemeHostAndPort(String one, String other, boolean same) {
        assertThat(Addresses.sameOrigin(URI.create(one), URI.create(other))).isEqualTo(same);
    }
}
