package io.sightline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.monitoring.Expression.Label;
import io.sightline.monitoring.Expression.Selector;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpressionTest {

    private final Expression expression =
            new Expression(
                    """
                    sum by (job, le) (rate(first_bucket{outcome=~"good|bad",le="1.0"}[5m])) / 1e9
                    and on (job)
                    level:second:rate5m > bool 0.5 * third
                    """);

    @Test
    void findsMetricsWithTheValuesOfTheirLabels() {
        assertThat(expression.selectors())
                .containsExactly(
                        new Selector(
                                "first_bucket",
                                List.of(
                                        new Label("outcome", "good"),
                                        new Label("outcome", "bad"),
                                        new Label("le", "1.0"))),
                        new Selector("level:second:rate5m", List.of()),
                        new Selector("third", List.of()));
    }

    @Test
    void findsTheLabelsOfGroups() {
        assertThat(expression.groupings()).containsExactly("job", "le", "job");
    }
}
