package io.sightline.monitoring;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What an expression of Prometheus' language names: metrics, labels, values of labels.
///
/// A reader for our own expressions, not for the whole language.
record Expression(String text) {

    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern GROUPING =
            Pattern.compile(
                    "\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern SELECTOR =
            Pattern.compile(
                    "(?<![\\w:.])([a-zA-Z_:][\\w:]*)\\s*(?:\\{([^}]*)}|(?![\\w:(]|\\s*\\())");
    private static final Pattern MATCHER =
            Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");

    /// A metric that is asked for.
    record Selector(String name, List<Label> labels) {

        Selector {
            labels = List.copyOf(labels);
        }
    }

    /// A label, and one of the values that it is looked for with.
    record Label(String name, String value) {}

    List<Selector> selectors() {
        String bare = GROUPING.matcher(RANGE.matcher(text).replaceAll("")).replaceAll("");
        return SELECTOR.matcher(bare)
                .results()
                .filter(match -> !OPERATORS.contains(match.group(1)))
                .map(match -> new Selector(match.group(1), labels(match.group())))
                .toList();
    }

    /// Labels that results are grouped or joined by.
    List<String> groupings() {
        return GROUPING.matcher(text)
                .results()
                .flatMap(match -> Arrays.stream(match.group(1).split(",")))
                .map(String::strip)
                .toList();
    }

    private static List<Label> labels(String selector) {
        return MATCHER.matcher(selector).results().flatMap(Expression::alternatives).toList();
    }

    private static Stream<Label> alternatives(MatchResult matcher) {
        return Arrays.stream(matcher.group(3).split("\\|"))
                .map(value -> new Label(matcher.group(1), value));
    }
}
