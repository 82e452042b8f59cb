package io.sightline.monitoring;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// One series that the service exports: a name and labels.
record Series(String name, Map<String, String> labels) {

    private static final Pattern END_OF_NAME = Pattern.compile("[{ ]");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    Series {
        labels = Map.copyOf(labels);
    }

    /// All series of a page in Prometheus' text format.
    static List<Series> of(String page) {
        return page.lines().filter(line -> !line.startsWith("#")).map(Series::ofLine).toList();
    }

    private static Series ofLine(String line) {
        return new Series(
                END_OF_NAME.split(line, 2)[0],
                LABEL.matcher(line)
                        .results()
                        .collect(
                                Collectors.toMap(
                                        label -> label.group(1), label -> label.group(2))));
    }
}
