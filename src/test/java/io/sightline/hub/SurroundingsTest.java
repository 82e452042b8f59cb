package io.sightline.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SurroundingsTest {

    @Test
    void hasTheDefaultsOfHuggingfaceHub() {
        Surroundings usual = Surroundings.of(Map.of("HOME", "/home/ada"));

        assertThat(usual.hub()).isEqualTo(URI.create("https://huggingface.co"));
        assertThat(usual.hubCache()).isEqualTo(Path.of("/home/ada/.cache/huggingface/hub"));
        assertThat(usual.tokenFile()).isEqualTo(Path.of("/home/ada/.cache/huggingface/token"));
        assertThat(usual.ownCache()).isEqualTo(Path.of("/home/ada/.cache/sightline"));
        assertThat(usual.zoo()).isEqualTo(URI.create("https://mlrepo.djl.ai"));
        assertThat(usual.limits().headers()).isEqualTo(Duration.ofSeconds(10));
        assertThat(usual.limits().data()).isEqualTo(Duration.ofSeconds(10));
        assertThat(usual.offline()).isFalse();
        assertThat(usual.anonymous()).isFalse();
        assertThat(usual.token()).isEmpty();
    }

    @Test
    void findsCachesWhereTheirVariablesSay() {
        assertThat(Surroundings.of(Map.of("XDG_CACHE_HOME", "/c")).hubCache())
                .isEqualTo(Path.of("/c/huggingface/hub"));
        assertThat(Surroundings.of(Map.of("XDG_CACHE_HOME", "/c")).ownCache())
                .isEqualTo(Path.of("/c/sightline"));
        assertThat(Surroundings.of(Map.of("HF_HOME", "~/hf", "HOME", "/home/ada")).hubCache())
                .isEqualTo(Path.of("/home/ada/hf/hub"));
        assertThat(Surroundings.of(Map.of("HUGGINGFACE_HUB_CACHE", "/old")).hubCache())
                .isEqualTo(Path.of("/old"));
        assertThat(
                        Surroundings.of(
                                        Map.of(
                                                "HF_HUB_CACHE",
                                                "/new",
                                                "HUGGINGFACE_HUB_CACHE",
                                                "/old"))
                                .hubCache())
                .isEqualTo(Path.of("/new"));
    }

    @Test
    void readsTheOlderNameOfTheToken() {
        assertThat(Surroundings.of(Map.of("HUGGING_FACE_HUB_TOKEN", "a")).token()).isEqualTo("a");
        assertThat(
                        Surroundings.of(Map.of("HUGGING_FACE_HUB_TOKEN", "a", "HF_TOKEN", " b\n"))
                                .token())
                .isEqualTo("b");
    }

    @ParameterizedTest
    @CsvSource({"1, true", "on, true", "Yes, true", "TRUE, true", "0, false", "'', false"})
    void isOfflineIfToldSo(String value, boolean offline) {
        assertThat(Surroundings.of(Map.of("HF_HUB_OFFLINE", value)).offline()).isEqualTo(offline);
    }

    @Test
    void readsTimesInSeconds() {
        Surroundings patient =
                Surroundings.of(
                        Map.of("HF_HUB_ETAG_TIMEOUT", "30", "HF_HUB_DOWNLOAD_TIMEOUT", "0.5"));

        assertThat(patient.limits().headers()).isEqualTo(Duration.ofSeconds(30));
        assertThat(patient.limits().data()).isEqualTo(Duration.ofMillis(500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "ten", "0", "3601", "99999", "1e3"})
    void refusesATimeThatIsNone(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Surroundings.of(Map.of("HF_HUB_ETAG_TIMEOUT", value)))
                .withMessageStartingWith("HF_HUB_ETAG_TIMEOUT is %s, must be ", value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"huggingface.co", "http://hub.example.org", "https://a/?b", "https://a/#b"})
    void refusesAnEndpointThatIsNone(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Surroundings.of(Map.of("HF_ENDPOINT", value)))
                .withMessageStartingWith("HF_ENDPOINT is %s, must be ", value);
    }
}
