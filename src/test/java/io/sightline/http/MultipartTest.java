package io.sightline.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartTest {

    private static final String FILE =
            "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.jpg\"\r\n\r\n";

    @Test
    void findsTheFilesInOrder() {
        assertThat(files(FILE + "one\r\n" + FILE + "two\r\n--b--\r\n"))
                .containsExactly("one", "two");
    }

    @Test
    void ignoresWhatStandsBeforeAndAfter() {
        assertThat(files("hello\r\n" + FILE + "one\r\n--b--\r\nbye --b")).containsExactly("one");
    }

    @Test
    void keepsLineEndsAndBoundariesInsideAFile() {
        assertThat(files(FILE + "\r\n\r\n-- b\r\n--a\r\n\r\n--b--"))
                .containsExactly("\r\n\r\n-- b\r\n--a\r\n");
    }

    @Test
    void acceptsSpacesAfterABoundaryAndAnEmptyFile() {
        assertThat(files(FILE.replace("--b", "--b \t") + "\r\n--b--")).containsExactly("");
        assertThat(files(FILE + "--b--")).containsExactly("");
    }

    @Test
    void takesAPartWithAnImageTypeForAFileAlsoWithoutAName() {
        assertThat(files("--b\r\ncontent-type: IMAGE/png\r\n\r\nx\r\n--b--")).containsExactly("x");
        assertThat(files("--b\r\nContent-Disposition: f; filename*=x\r\n\r\nx\r\n--b--"))
                .containsExactly("x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no boundary",
                "--b",
                "--b--",
                "--b\r\n",
                "--b\r\nheader: without end",
                "--b\r\n\r\nno headers, no file\r\n--b--",
                "--bcontent",
                "--b\r\nContent-Disposition: form-data; name=\"top\"\r\n\r\n3\r\n--b--",
                "--b\r\nContent-Disposition: form-data; filename=a\r\n\r\nnever ends",
                "--b\r\nContent-Type: image/a\r\nContent-Transfer-Encoding: BASE64\r\n\r\n--b--"
            })
    void refusesWhatIsNotAFormOfFiles(String body) {
        assertThat(parse(body, "b"))
                .isInstanceOfSatisfying(
                        Multipart.Refused.class,
                        refused ->
                                assertThat(refused.kind())
                                        .isEqualTo(ProblemType.MALFORMED_REQUEST));
    }

    @Test
    void refusesMoreFilesThanAllowed() {
        Multipart form = parse((FILE + "x\r\n").repeat(4) + "--b--", "b");

        assertThat(form)
                .isEqualTo(
                        new Multipart.Refused(
                                ProblemType.TOO_MANY_IMAGES,
                                "request has more than 3 parts, must have at most that many"));
    }

    @Test
    void refusesHeadersWithoutEnd() {
        Multipart form = parse("--b\r\nx: " + "y".repeat(5000) + "\r\n\r\nz\r\n--b--", "b");

        assertThat(form).isInstanceOf(Multipart.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with\"quote", "ends with space ", "b\r\n"})
    void refusesABoundaryThatIsNotOne(String boundary) {
        assertThat(parse(FILE + "x\r\n--b--", boundary)).isInstanceOf(Multipart.Refused.class);
    }

    @Test
    void answersEveryMutationOfAForm() {
        byte[] form = (FILE + "one\r\n" + FILE + "two\r\n--b--").getBytes(StandardCharsets.UTF_8);
        Random random = new Random(1);

        for (int i = 0; i < 20_000; i++) {
            byte[] mutant = Arrays.copyOf(form, random.nextInt(form.length + 1));
            for (int j = random.nextInt(4); j > 0 && mutant.length > 0; j--) {
                mutant[random.nextInt(mutant.length)] = form[random.nextInt(form.length)];
            }
            if (Multipart.parse(mutant, "b", 3) instanceof Multipart.Files(var parts)) {
                assertThat(parts).allMatch(part -> 0 <= part.start() && part.start() <= part.end());
                assertThat(parts).allMatch(part -> part.end() <= mutant.length);
            }
        }
    }

    private static List<String> files(String body) {
        return ((Multipart.Files) parse(body, "b"))
                .parts().stream().map(part -> body.substring(part.start(), part.end())).toList();
    }

    private static Multipart parse(String body, String boundary) {
        return Multipart.parse(body.getBytes(StandardCharsets.ISO_8859_1), boundary, 3);
    }
}
