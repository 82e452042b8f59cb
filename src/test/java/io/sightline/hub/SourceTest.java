package io.sightline.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sightline.hub.Source.HuggingFace;
import io.sightline.hub.Source.Local;
import io.sightline.hub.Source.Npm;
import io.sightline.hub.Source.Web;
import io.sightline.hub.Source.Zoo;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTest {

    private static final String DIGEST = "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @CsvSource({
        "./x.pth, ./x.pth",
        "models/x.pth, models/x.pth",
        "/models/x, /models/x",
        "file:///models/a%20b.pth, /models/a b.pth",
        "file:/models/x, /models/x",
        "epoch:12.pth, epoch:12.pth"
    })
    void readsAPath(String text, String path) {
        assertThat(Source.parse(text)).isEqualTo(new Local(Path.of(path)));
    }

    @ParameterizedTest
    @CsvSource({
        "hf://timm/resnet50d.ra2_in1k, main",
        "hf://timm/resnet50d.ra2_in1k@v1.0, v1.0",
        "hf://timm/resnet50d.ra2_in1k@refs/pr/1, refs/pr/1",
        "hf://timm/resnet50d.ra2_in1k@0123456789abcdef0123456789abcdef01234567,"
                + " 0123456789abcdef0123456789abcdef01234567"
    })
    void readsARepositoryOfTheHub(String text, String revision) {
        assertThat(Source.parse(text))
                .isEqualTo(new HuggingFace("timm", "resnet50d.ra2_in1k", revision));
    }

    @Test
    void readsAModelOfTheZoo() {
        assertThat(Source.parse("djl://ai.djl.pytorch/resnet/0.0.1/traced_resnet18"))
                .isEqualTo(new Zoo("ai.djl.pytorch", "resnet", "0.0.1", "traced_resnet18"));
        assertThat(Source.parse("djl://ai.djl.pytorch/resnet"))
                .isEqualTo(new Zoo("ai.djl.pytorch", "resnet", "", ""));
    }

    @Test
    void readsAUrl() {
        URI url = URI.create("https://example.org/a/resnet50.pth?x=1");

        assertThat(Source.parse(url + "#sha256=" + DIGEST)).isEqualTo(new Web(url, DIGEST));
        assertThat(Source.parse(url.toString())).isEqualTo(new Web(url, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8080/x", "http://localhost/x", "http://[::1]:1/x"})
    void readsAnUnencryptedUrlOfThisMachine(String url) {
        assertThat(Source.parse(url)).isEqualTo(new Web(URI.create(url), ""));
    }

    @Test
    void readsAPackageOfNpm() {
        assertThat(Source.parse("npm:node_modules/resnet"))
                .isEqualTo(new Npm(Path.of("node_modules/resnet")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "models/x.pth",
                "hf://timm/resnet18",
                "hf://timm/resnet18@v1",
                "djl://ai.djl.pytorch/resnet",
                "djl://ai.djl.pytorch/resnet/0.0.1",
                "djl://ai.djl.pytorch/resnet/0.0.1/traced_resnet18",
                "https://example.org/x",
                "https://example.org/x#sha256="
                        + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "npm:a/b"
            })
    void writesTheNotationThatItReads(String text) {
        assertThat(Source.parse(text).notation()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hf://resnet18",
                "hf://a/b/c",
                "hf://../b",
                "hf://a/..",
                "hf://a--b/c",
                "hf://a/-b",
                "hf://a/b ",
                "hf:///b",
                "hf://a/b@",
                "hf://a/b@../../x",
                "hf://a/b@/x",
                "hf://a/b@x/.y",
                "hf://a/b@x y",
                "hf://a/b@x//y",
                "hf://a/b@x/",
                "hf://a/b@x?y"
            })
    void refusesWhatNamesNoRepository(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Source.parse(text))
                .withMessageStartingWith("source is '%s', must be hf://owner/name", text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "djl://resnet",
                "djl://a/b/c/d/e",
                "djl://a/../c/d",
                "djl://a//c/d",
                "djl://a/b/c/d?e",
                "djl://"
            })
    void refusesWhatNamesNoModelOfTheZoo(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Source.parse(text))
                .withMessage(
                        "source is '%s', must be djl://group/artifact, followed by /version or"
                                + " /version/name",
                        text);
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.org/x, must be https (http is for this machine only)",
        "http://127.0.0.1.example.org/x, must be https (http is for this machine only)",
        "https:///x, must be a URL with a host",
        "https://me:secret@example.org/x, must be a URL with a host and without a user",
        "https://exa mple/x, must be a URL",
        "https://example.org/x#sha256=12, followed by #sha256= and 64 hexadecimal digits",
        "https://example.org/x#md5=12, followed by #sha256= and 64 hexadecimal digits",
        "s3://bucket/key, buckets are not read",
        "ftp://example.org/x, 'must be a path or begin with hf://, djl://, https:// or npm:'",
        "file://host/x, must be file:///path",
        "npm:, must be followed by a path"
    })
    void refusesWhatItCannotFetch(String text, String rule) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Source.parse(text))
                .withMessageStartingWith("source is ")
                .withMessageContaining(rule)
                .withMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "hf://a/b\u0000", "a\u0007"})
    void refusesWhatIsNoText(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Source.parse(text))
                .withMessageContaining("must be a path, hf://owner/name");
    }
}
