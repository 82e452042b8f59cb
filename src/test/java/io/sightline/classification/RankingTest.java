package io.sightline.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.repository.Labels;
import io.sightline.repository.Labels.Label;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        List<Prediction> top = Ranking.top(3, new float[] {0, 3, 1, 2}, LABELS);

        assertThat(top).extracting(Prediction::label).containsExactly("bee", "dog", "cat");
        assertThat(top).extracting(Prediction::id).containsExactly("n2", "n4", "n3");
        assertThat(top).extracting(Prediction::index).containsExactly(1, 3, 2);
    }

    @Test
    void givesEqualLogitsEqualProbabilitiesInTheOrderOfTheirIndex() {
        List<Prediction> top = Ranking.top(4, new float[] {7, 7, 7, 7}, LABELS);

        assertThat(top).extracting(Prediction::index).containsExactly(0, 1, 2, 3);
        assertThat(top).extracting(Prediction::probability).containsOnly(0.25f);
    }

    @Test
    void appliesTheSoftmax() {
        List<Prediction> top =
                Ranking.top(2, new float[] {(float) Math.log(3), 0, -200, -200}, LABELS);

        assertThat(top.get(0).probability()).isCloseTo(0.75f, within(1e-6f));
        assertThat(top.get(1).probability()).isCloseTo(0.25f, within(1e-6f));
    }

    @Test
    void standsLogitsThatWouldOverflow() {
        List<Prediction> top = Ranking.top(1, new float[] {3e38f, 0, -3e38f, 0}, LABELS);

        assertThat(top).extracting(Prediction::probability).containsExactly(1f);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 50, 1_000})
    void ordersAsASortOfAllClassesWould(int count) {
        SplittableRandom random = new SplittableRandom(count);
        float[] scores = new float[1_000];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = random.nextInt(100); // many are equal
        }
        Labels labels =
                new Labels(
                        IntStream.range(0, scores.length)
                                .mapToObj(i -> new Label("n" + i, "class " + i))
                                .toList());
        List<Integer> sorted =
                IntStream.range(0, scores.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> -scores[i]))
                        .limit(count)
                        .toList();

        assertThat(Ranking.top(count, scores, labels))
                .extracting(Prediction::index)
                .isEqualTo(sorted);
    }

    @Test
    void givesAllClassesWhenAskedForMore() {
        assertThat(Ranking.top(100, new float[] {1, 2, 3, 4}, LABELS)).hasSize(4);
    }
}
