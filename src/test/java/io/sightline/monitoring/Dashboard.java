package io.sightline.monitoring;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The Grafana dashboard as it is in the repository.
record Dashboard(JsonNode root) {

    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), \\w+\\)");

    static Dashboard read() {
        return new Dashboard(MonitoringFile.json("grafana/dashboards/sightline.json"));
    }

    /// Panels and the rows above them, from top to bottom.
    List<JsonNode> all() {
        return root.path("panels").values().stream().toList();
    }

    /// Panels that show something.
    List<JsonNode> panels() {
        return all().stream().filter(panel -> !type(panel).equals("row")).toList();
    }

    /// What the panels and the variables ask Prometheus for.
    List<Expression> expressions() {
        return Stream.concat(
                        panels().stream().flatMap(Dashboard::expressions),
                        variables().stream().flatMap(Dashboard::listed))
                .toList();
    }

    private static Stream<Expression> listed(JsonNode variable) {
        return LABEL_VALUES
                .matcher(variable.path("definition").asString())
                .results()
                .map(match -> new Expression(match.group(1)));
    }

    static Stream<Expression> expressions(JsonNode panel) {
        return panel.path("targets").values().stream()
                .map(target -> new Expression(target.path("expr").asString()));
    }

    List<JsonNode> variables() {
        return root.at("/templating/list").values().stream().toList();
    }

    static String title(JsonNode panel) {
        return panel.path("title").asString();
    }

    static String type(JsonNode panel) {
        return panel.path("type").asString();
    }
}
