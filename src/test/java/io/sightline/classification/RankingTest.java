package io.sightline.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.model.Labels;
import io.sightline.model.Labels.Label;
import io.sightline.model.Logits;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankingTest {

    private static final Labels LABELS =
            new Labels(
                    List.of(
                            new Label("n1", "ant"),
                            new Label("n2", "bee"),
                            new Label("n3", "cat"),
                            new Label("n4", "dog")));

    @Test
    void putsTheMostProbableFirst() {
        List<Prediction> top = Ranking.top(3, new Logits(0, 3, 1, 2), LABELS);

        assertThat(top).extracting(Prediction::label).containsExactly("bee", "dog", "cat");
        assertThat(top).extracting(Prediction::id).containsExactly("n2", "n4", "n3");
        assertThat(top).extracting(Prediction::index).containsExactly(1, 3, 2);
    }

    @Test
    void givesEqualLogitsEqualProbabilitiesInTheOrderOfTheirIndex() {
        List<Prediction> top = Ranking.top(4, new Logits(7, 7, 7, 7), LABELS);

        assertThat(top).extracting(Prediction::index).containsExactly(0, 1, 2, 3);
        assertThat(top).extracting(Prediction::probability).containsOnly(0.25f);
    }

    @Test
    void appliesTheSoftmax() {
        List<Prediction> top =
                Ranking.top(2, new Logits((float) Math.log(3), 0, -200, -200), LABELS);

        assertThat(top.get(0).probability()).isCloseTo(0.75f, within(1e-6f));
        assertThat(top.get(1).probability()).isCloseTo(0.25f, within(1e-6f));
    }

    @Test
    void standsLogitsThatWouldOverflow() {
        List<Prediction> top = Ranking.top(1, new Logits(3e38f, 0, -3e38f, 0), LABELS);

        assertThat(top).extracting(Prediction::probability).containsExactly(1f);
    }

    @Test
    void givesAllClassesWhenAskedForMore() {
        assertThat(Ranking.top(100, new Logits(1, 2, 3, 4), LABELS)).hasSize(4);
    }
}
