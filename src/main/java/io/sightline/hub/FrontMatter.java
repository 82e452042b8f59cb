package io.sightline.hub;

import java.util.Iterator;
import java.util.List;

/// The block of YAML at the top of a model card, as far as it is needed: single values on lines of
/// their own, and the first of a list.
final class FrontMatter {

    private static final String FENCE = "---";

    private final List<String> lines;

    private FrontMatter(List<String> lines) {
        this.lines = lines;
    }

    /// Reads the text of a README.md; one without a block has no values.
    static FrontMatter of(String readme) {
        List<String> all = readme.lines().map(String::stripTrailing).toList();
        if (all.isEmpty() || !all.getFirst().replace("\ufeff", "").equals(FENCE)) {
            return new FrontMatter(List.of());
        }
        return new FrontMatter(
                all.stream().skip(1).takeWhile(line -> !line.equals(FENCE)).toList());
    }

    /// The value called `name`; empty if there is none.
    String value(String name) {
        Iterator<String> rest = lines.iterator();
        while (rest.hasNext()) {
            String line = rest.next();
            if (line.startsWith(name + ":")) {
                String value = plain(line.substring(name.length() + 1));
                return value.isEmpty() && rest.hasNext() ? item(rest.next()) : value;
            }
        }
        return "";
    }

    private static String item(String line) {
        String item = line.strip();
        return item.startsWith("- ") ? plain(item.substring(2)) : "";
    }

    private static String plain(String value) {
        return value.replaceFirst("(^|\\s)#.*", "").strip().replaceAll("^[\\[\"']+|[\\]\"']+$", "");
    }
}
