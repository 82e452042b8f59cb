package io.sightline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.monitoring.AlertRules.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AlertRulesTest {

    private final List<Rule> alerts;

    AlertRulesTest() throws Exception {
        alerts = AlertRules.read().alerts();
    }

    @Test
    void saysHowBadItIsAndTellsTheValue() {
        assertThat(alerts)
                .isNotEmpty()
                .allSatisfy(alert -> assertThat(alert.severity()).isIn("critical", "warning"))
                .allSatisfy(alert -> assertThat(alert.summary()).isNotBlank())
                .allSatisfy(alert -> assertThat(alert.description()).contains("$value"));
    }

    @Test
    void pointsToASectionOfItsOwnAboutWhatToDo() throws Exception {
        List<String> sections =
                Files.readAllLines(Path.of("docs/alerts.md")).stream()
                        .filter(line -> line.startsWith("## Sightline"))
                        .map(line -> line.substring("## ".length()))
                        .toList();

        assertThat(alerts).extracting(Rule::alert).containsExactlyElementsOf(sections);
        assertThat(alerts)
                .extracting(Rule::runbook)
                .containsExactlyElementsOf(
                        sections.stream()
                                .map(section -> section.toLowerCase(Locale.ROOT))
                                .map("docs/alerts.md#%s"::formatted)
                                .toList());
    }

    @Test
    void isTestedToFireAndNotToFire() throws Exception {
        List<JsonNode> cases =
                MonitoringFile.yaml("alerts_test.yml").path("tests").values().stream()
                        .flatMap(test -> test.path("alert_rule_test").values().stream())
                        .toList();
        List<String> names = alerts.stream().map(Rule::alert).toList();

        assertThat(cases)
                .filteredOn(test -> test.has("exp_alerts"))
                .extracting(test -> test.path("alertname").asString())
                .containsAll(names);
        assertThat(cases)
                .filteredOn(test -> !test.has("exp_alerts"))
                .extracting(test -> test.path("alertname").asString())
                .containsAll(names);
    }
}
