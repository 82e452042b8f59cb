package io.sightline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A page of Markdown in this repository.
///
/// @param path relative to the repository
/// @param lines all of them
/// @param prose those outside blocks of code; rows of tables among them
record Document(Path path, List<String> lines, List<String> prose) {

    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

    private static final Pattern HEADING = Pattern.compile("#{1,6} +(.+)");

    private static final Pattern ENTRY = Pattern.compile("(?m)^- ");

    private static final Pattern CODE = Pattern.compile("`[^`]*`");

    static Document of(Path path) {
        try {
            List<String> lines = Files.readAllLines(path);
            return new Document(path, lines, outsideCode(lines));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// Where its links lead, as they are written.
    List<String> links() {
        return LINK.matcher(CODE.matcher(text()).replaceAll(""))
                .results()
                .map(link -> link.group(1))
                .toList();
    }

    /// What a link may name behind a `#`: its headings, as GitHub writes them into an address.
    Set<String> anchors() {
        Map<String, Integer> seen = new HashMap<>();
        Set<String> anchors = new HashSet<>();
        for (String line : prose) {
            for (MatchResult heading : HEADING.matcher(line).results().toList()) {
                String slug =
                        heading.group(1)
                                .strip()
                                .toLowerCase(Locale.ROOT)
                                .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                                .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                                .replace(' ', '-');
                int before = seen.merge(slug, 1, Integer::sum) - 1;
                anchors.add(before == 0 ? slug : "%s-%d".formatted(slug, before));
            }
        }
        return anchors;
    }

    /// The lines of its prose that are not rows of tables.
    Stream<String> sentences() {
        return prose.stream().filter(line -> !line.startsWith("|"));
    }

    /// The cells of its tables.
    Stream<String> cells() {
        return prose.stream()
                .filter(line -> line.startsWith("|"))
                .flatMap(row -> Stream.of(row.split("(?<!\\\\)\\|")))
                .map(String::strip);
    }

    /// The entries of its lists, each in one line.
    List<String> entries() {
        return Stream.of(ENTRY.split(String.join("\n", prose)))
                .skip(1)
                .map(entry -> entry.split("\\n(?=\\n|#)", 2)[0].replaceAll("\\s+", " ").strip())
                .toList();
    }

    /// Its prose, in one line.
    String text() {
        return String.join(" ", prose).replaceAll(" +", " ");
    }

    private static List<String> outsideCode(List<String> lines) {
        List<String> prose = new ArrayList<>();
        boolean code = false;
        boolean blankBefore = true;
        boolean indented = false;
        for (String line : lines) {
            boolean fence = line.strip().startsWith("```");
            code ^= fence;
            indented = line.startsWith("    ") && (blankBefore || indented);
            if (!code && !fence && !indented) {
                prose.add(line);
            }
            blankBefore = line.isBlank();
        }
        return List.copyOf(prose);
    }
}
