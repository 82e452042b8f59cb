package io.sightline.monitoring;

import java.io.IOException;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The rules of Prometheus as they are in the repository.
record AlertRules(List<Rule> rules) {

    AlertRules {
        rules = List.copyOf(rules);
    }

    /// One rule; `alert` or `record` is its name, and the other is empty.
    record Rule(
            String alert,
            String record,
            Expression expression,
            String severity,
            String summary,
            String description,
            String runbook) {}

    static AlertRules read() throws IOException {
        return new AlertRules(
                MonitoringFile.yaml("alerts.yml").path("groups").values().stream()
                        .flatMap(group -> group.path("rules").values().stream())
                        .map(AlertRules::rule)
                        .toList());
    }

    List<Rule> alerts() {
        return rules.stream().filter(rule -> !rule.alert().isEmpty()).toList();
    }

    List<Expression> expressions() {
        return rules.stream().map(Rule::expression).toList();
    }

    /// The series that the rules themselves bring forth.
    List<String> recorded() {
        return rules.stream().map(Rule::record).filter(name -> !name.isEmpty()).toList();
    }

    private static Rule rule(JsonNode rule) {
        return new Rule(
                rule.path("alert").asString(""),
                rule.path("record").asString(""),
                new Expression(rule.path("expr").asString()),
                rule.at("/labels/severity").asString(""),
                rule.at("/annotations/summary").asString(""),
                rule.at("/annotations/description").asString(""),
                rule.at("/annotations/runbook").asString(""));
    }
}
