package io.sightline.hub;

import static io.sightline.hub.StandInServer.only;
import static io.sightline.hub.StandInServer.stored;
import static io.sightline.hub.StandInServer.whole;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sightline.hub.StandInServer.Asked;
import io.sightline.hub.transfer.FetchFailedException;
import io.sightline.hub.transfer.FetchRules;
import io.sightline.hub.transfer.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZooFetchTest {

    private static final String EXACT = "djl://ai.djl.pytorch/resnet/0.0.1/traced_tiny";
    private static final String FOLDER = "/model/cv/image_classification/ai/djl/pytorch/resnet/";
    private static final byte[] PACKED = packed("program".getBytes(UTF_8));
    private static final byte[] LABELS = "n01440764 tench, Tinca tinca\n".getBytes(UTF_8);

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final StandInServer zoo = new StandInServer(this::answer);

    @TempDir private Path caches;

    ZooFetchTest() {
        files.put(FOLDER + "0.0.1/traced_tiny.pt.gz", PACKED);
        files.put(FOLDER + "synset.txt", LABELS);
        list(model("0.0.1", "traced_tiny", PACKED));
    }

    @AfterEach
    void closeZoo() {
        zoo.close();
    }

    private void answer(Asked asked, OutputStream out) throws IOException {
        byte[] content = files.get(asked.path());
        (content == null ? only(404, "Content-Length: 0") : stored(content, "\"v1\""))
                .to(asked, out);
    }

    private void list(String... models) {
        files.put(
                FOLDER + "metadata.json",
                """
                {"metadataVersion": "0.2", "licenses": [{"name": "Apache-2.0"}],
                "artifacts": [%s]}\
                """
                        .formatted(String.join(",", models))
                        .getBytes(UTF_8));
    }

    private static String model(String version, String name, byte[] packed) {
        return """
        {"version": "%s", "name": "%s", "files": {
        "model": {"uri": "0.0.1/traced_tiny.pt.gz", "sha1Hash": "%s", "size": %s},
        "synset": {"uri": "synset.txt", "sha1Hash": "%s", "size": %s}}}\
        """
                .formatted(version, name, sha1(packed), packed.length, sha1(LABELS), LABELS.length);
    }

    private static String sha1(byte[] content) {
        return StandInHub.hash("SHA-1", content);
    }

    private static byte[] packed(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private FetchedSource fetch(String source, Map<String, String> more) throws Exception {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("XDG_CACHE_HOME", caches.toString());
        environment.put("DJL_ENDPOINT", zoo.url());
        environment.put("HF_HUB_ETAG_TIMEOUT", "50");
        FetchRules rules = new FetchRules(false, 1_000, Duration.ofHours(1), 2);
        return new SourceFetcher(environment, rules, new HastyTime())
                .fetch(Source.parse(source), Progress.SILENT);
    }

    private FetchedSource fetch(String source) throws Exception {
        return fetch(source, Map.of());
    }

    private String failure(String source) {
        return String.valueOf(
                assertThatExceptionOfType(FetchFailedException.class)
                        .isThrownBy(() -> fetch(source))
                        .actual()
                        .getMessage());
    }

    @Test
    void unpacksAModelAndBringsItsLabels() throws Exception {
        FetchedSource fetched = fetch(EXACT);

        assertThat(fetched.weights()).hasFileName("traced_tiny.pt").hasContent("program");
        assertThat(fetched.beside("synset.txt").orElseThrow()).hasBinaryContent(LABELS);
        assertThat(fetched.provenance()).isEqualTo(EXACT);
        assertThat(fetched.licence()).isEqualTo(new Licence.Told("Apache-2.0"));
        assertThat(fetched.weights().getParent())
                .isEqualTo(caches.resolve("sightline/djl/ai.djl.pytorch/resnet/0.0.1/traced_tiny"));
    }

    @Test
    void findsFilesAtAnotherHost() throws Exception {
        try (StandInServer other = new StandInServer(whole(PACKED))) {
            list(
                    model("0.0.1", "traced_tiny", PACKED)
                            .replace("0.0.1/traced", other.url() + "/traced"));

            assertThat(fetch(EXACT).weights()).hasContent("program");
            assertThat(other.log()).hasSize(1);
        }
    }

    @Test
    void asksNobodyForAModelThatIsThere() throws Exception {
        fetch(EXACT);
        int asked = zoo.log().size();

        assertThat(fetch(EXACT).weights()).hasContent("program");
        assertThat(fetch(EXACT, Map.of("HF_HUB_OFFLINE", "1")).weights()).hasContent("program");
        assertThat(zoo.log()).hasSize(asked);
    }

    @Test
    void takesTheOnlyNameOfTheNewestVersion() throws Exception {
        list(
                model("0.0.9", "traced_old", PACKED),
                model("0.0.10", "traced_new", PACKED),
                model("0.0.2", "traced_new", PACKED));

        assertThat(fetch("djl://ai.djl.pytorch/resnet").provenance())
                .isEqualTo("djl://ai.djl.pytorch/resnet/0.0.10/traced_new");
    }

    @Test
    void namesTheModelsOfWhichOneMustBeMeant() {
        list(model("0.0.1", "a", PACKED), model("0.0.1", "b", PACKED));

        assertThat(failure("djl://ai.djl.pytorch/resnet"))
                .isEqualTo(
                        "djl://ai.djl.pytorch/resnet names 2 models, must name one of:"
                                + " djl://ai.djl.pytorch/resnet/0.0.1/a,"
                                + " djl://ai.djl.pytorch/resnet/0.0.1/b");
        assertThat(failure(EXACT)).contains("names 0 models");
    }

    @Test
    void refusesAnArtifactThatTheZooDoesNotHave() {
        assertThat(failure("djl://ai.djl.pytorch/vgg"))
                .startsWith("djl://ai.djl.pytorch/vgg is not in the zoo, must be (404");
    }

    @Test
    void refusesAnotherHash() {
        files.put(FOLDER + "0.0.1/traced_tiny.pt.gz", new byte[PACKED.length]);

        assertThat(failure(EXACT)).startsWith("traced_tiny.pt has SHA-1 ");
    }

    @Test
    void refusesWhatUnpacksToTooMuch() {
        byte[] bomb = packed(new byte[1_001]);
        files.put(FOLDER + "0.0.1/traced_tiny.pt.gz", bomb);
        list(model("0.0.1", "traced_tiny", bomb));

        assertThat(failure(EXACT))
                .isEqualTo(
                        "traced_tiny.pt unpacks to more than 1000 bytes, must have at most so"
                                + " many");
    }

    @Test
    void refusesADamagedArchive() {
        byte[] cut = Arrays.copyOf(PACKED, PACKED.length - 9);
        files.put(FOLDER + "0.0.1/traced_tiny.pt.gz", cut);
        list(model("0.0.1", "traced_tiny", cut));

        assertThat(failure(EXACT))
                .isEqualTo("traced_tiny.pt comes packed, and the archive is damaged");
    }

    @Test
    void refusesNamesThatLeadElsewhere() {
        list(model("0.0.1", "../x", PACKED));

        assertThat(failure("djl://ai.djl.pytorch/resnet")).startsWith("the zoo lists ");
    }

    @Test
    void refusesAListWithoutHashesOrLengths() {
        list(model("0.0.1", "traced_tiny", PACKED).replace(sha1(PACKED), "none"));
        assertThat(failure(EXACT)).contains("none, must be 40 lower-case hexadecimal digits");

        list(
                model("0.0.1", "traced_tiny", PACKED)
                        .replace("\"size\": " + PACKED.length, "\"s\": 1"));
        assertThat(failure(EXACT)).contains("must be a length");

        list(model("0.0.1", "traced_tiny", PACKED).replace("0.0.1/traced", "http://example.org/"));
        assertThat(failure(EXACT)).contains("must be https");
    }

    @Test
    void asksNobodyOffline() {
        assertThatExceptionOfType(FetchFailedException.class)
                .isThrownBy(() -> fetch(EXACT, Map.of("HF_HUB_OFFLINE", "1")))
                .withMessage(
                        EXACT
                                + " is not in the cache, must be (with version and name) while"
                                + " offline");
        assertThat(zoo.log()).isEmpty();
    }
}
