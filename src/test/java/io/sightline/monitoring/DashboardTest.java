package io.sightline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Rectangle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DashboardTest {

    private static final int COLUMNS = 24;
    private static final JsonNode CHOSEN =
            JsonMapper.shared().readTree("{\"type\": \"prometheus\", \"uid\": \"${datasource}\"}");

    private final Dashboard dashboard = Dashboard.read();

    @Test
    void givesEveryPanelAnIdAndATitleOfItsOwn() {
        assertThat(dashboard.all())
                .extracting(panel -> panel.path("id").asInt())
                .doesNotHaveDuplicates()
                .doesNotContain(0);
        assertThat(dashboard.all())
                .extracting(Dashboard::title)
                .doesNotHaveDuplicates()
                .noneMatch(String::isBlank);
    }

    @Test
    void laysPanelsWithoutOverlap() {
        List<Rectangle> places = dashboard.all().stream().map(DashboardTest::place).toList();

        assertThat(places)
                .allSatisfy(place -> assertThat(place.isEmpty()).isFalse())
                .allSatisfy(place -> assertThat(place.x + place.width).isBetween(1, COLUMNS))
                .allSatisfy(
                        place ->
                                assertThat(places)
                                        .filteredOn(place::intersects)
                                        .containsExactly(place));
    }

    @Test
    void asksTheChosenDataSourceOnly() {
        Stream<JsonNode> asking =
                Stream.of(
                                dashboard.panels().stream(),
                                dashboard.panels().stream()
                                        .flatMap(panel -> panel.path("targets").values().stream()),
                                dashboard.variables().stream()
                                        .filter(node -> Dashboard.type(node).equals("query")))
                        .flatMap(nodes -> nodes);

        assertThat(asking)
                .isNotEmpty()
                .allSatisfy(node -> assertThat(node.path("datasource")).isEqualTo(CHOSEN));
    }

    @Test
    void offersDataSourceInstanceAndModel() {
        assertThat(dashboard.variables())
                .extracting(variable -> variable.path("name").asString())
                .containsExactly("datasource", "instance", "model");
    }

    @Test
    void givesEveryPanelAQueryAUnitAndADescription() {
        assertThat(dashboard.panels())
                .isNotEmpty()
                .allSatisfy(panel -> assertThat(panel.path("targets")).isNotEmpty())
                .allSatisfy(
                        panel -> assertThat(text(panel, "/fieldConfig/defaults/unit")).isNotBlank())
                .allSatisfy(panel -> assertThat(text(panel, "/description")).isNotBlank());
    }

    @Test
    void keepsExpressionsToTheChosenInstances() {
        assertThat(dashboard.panels().stream().flatMap(Dashboard::expressions))
                .filteredOn(expression -> !expression.text().contains("ALERTS"))
                .isNotEmpty()
                .allSatisfy(
                        expression ->
                                assertThat(expression.selectors())
                                        .isNotEmpty()
                                        .allSatisfy(
                                                selector ->
                                                        assertThat(selector.labels())
                                                                .extracting(Expression.Label::value)
                                                                .contains("$instance")));
    }

    @Test
    void hasThePanelsThatTheAlertsPointTo() throws Exception {
        String page = Files.readString(Path.of("docs/alerts.md"));

        List<String> named =
                Pattern.compile("(?<!\\*)\\*([A-Z][^*]+)\\*(?!\\*)")
                        .matcher(page)
                        .results()
                        .map(match -> match.group(1))
                        .toList();

        assertThat(named).isNotEmpty();
        assertThat(dashboard.panels()).extracting(Dashboard::title).containsAll(named);
    }

    private static Rectangle place(JsonNode panel) {
        JsonNode place = panel.path("gridPos");
        return new Rectangle(
                place.path("x").asInt(),
                place.path("y").asInt(),
                place.path("w").asInt(),
                place.path("h").asInt());
    }

    private static String text(JsonNode panel, String pointer) {
        return panel.at(pointer).asString();
    }
}
