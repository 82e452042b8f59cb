package io.sightline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds the documents: links lead somewhere, lines can be read, and the classes and tests that
/// they name are there.
class DocumentsTest {

    private static final int MAX_LINE_LENGTH = 120;

    /// What needs more is a heading and a paragraph.
    private static final int MAX_CELL_LENGTH = 120;

    private static final Path README = Path.of("README.md");

    private static final Path RATIONALE = Path.of("docs/rationale.md");

    /// A class in its room, for example `batching.Batcher`.
    private static final Pattern CLASS = Pattern.compile("(?!sightline\\.)(?:[a-z]+\\.)+[A-Z]\\w*");

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private static final Pattern END =
            Pattern.compile(".* Lives in (?<places>.+); pinned by (?<tests>.+)\\.");

    static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("docs"));
                Stream<Path> root = Files.list(Path.of(""))) {
            Stream<Path> elsewhere =
                    Stream.of(
                            Path.of("k8s/chart/README.md"),
                            Path.of("src/main/resources/models/resnet50/CARD.md"));
            return Stream.of(root, docs, elsewhere)
                    .flatMap(paths -> paths)
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void leadSomewhereByEveryLink(Path path) {
        assertThat(Document.of(path).links())
                .filteredOn(link -> !link.matches("[a-z]+:.*"))
                .allSatisfy(link -> assertLeadsSomewhere(path, link));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void canBeReadInAWindowOf120Columns(Path path) {
        Document page = Document.of(path);

        assertThat(page.sentences()).allSatisfy(line -> assertNoLonger(line, MAX_LINE_LENGTH));
        assertThat(page.cells()).allSatisfy(cell -> assertNoLonger(cell, MAX_CELL_LENGTH));
    }

    @Test
    void areShortWhereOneBeginsToRead() {
        assertThat(Document.of(README).lines()).hasSizeLessThanOrEqualTo(110);
        assertThat(Document.of(RATIONALE).lines()).hasSizeLessThanOrEqualTo(250);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void nameClassesThatAreInTheirRooms(Path path) {
        assertThat(code(Document.of(path).text()))
                .filteredOn(CLASS.asMatchPredicate())
                .allSatisfy(name -> assertThat(source(name)).exists());
    }

    @Test
    void sayOfEachDecisionWhereItLivesAndWhatPinsIt() throws IOException {
        List<String> tests = tests();

        assertThat(Document.of(RATIONALE).entries())
                .isNotEmpty()
                .allSatisfy(
                        entry -> {
                            MatchResult end = end(entry);
                            assertThat(code(end.group("places")))
                                    .isNotEmpty()
                                    .allSatisfy(place -> assertThat(source(place)).exists());
                            assertThat(tests).containsAll(code(end.group("tests")));
                        });
    }

    private static void assertLeadsSomewhere(Path from, String link) {
        String[] parts = link.split("#", 2);
        Path target =
                parts[0].isEmpty() ? from : from.resolveSibling(Path.of(parts[0])).normalize();

        assertThat(target).exists();
        if (parts.length == 2) {
            assertThat(Document.of(target).anchors()).contains(parts[1]);
        }
    }

    private static void assertNoLonger(String words, int max) {
        assertThat(words.codePointCount(0, words.length())).as(words).isLessThanOrEqualTo(max);
    }

    /// The file of a class in its room, or of any other path.
    private static Path source(String name) {
        return CLASS.asMatchPredicate().test(name)
                ? Path.of("src/main/java/io/sightline", name.replace('.', '/') + ".java")
                : Path.of(name);
    }

    private static MatchResult end(String entry) {
        return END.matcher(entry)
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError(entry));
    }

    private static List<String> code(String text) {
        return CODE.matcher(text).results().map(code -> code.group(1)).toList();
    }

    /// The tests, and the benchmarks that hold bars.
    private static List<String> tests() throws IOException {
        try (Stream<Path> tests = Files.walk(Path.of("src/test/java"));
                Stream<Path> benchmarks = Files.walk(Path.of("src/benchmark/java"))) {
            return Stream.concat(tests, benchmarks)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.matches(".*(Test|IT|Bars)\\.java"))
                    .map(name -> name.replace(".java", ""))
                    .toList();
        }
    }
}
