package io.sightline.classification;

import io.sightline.model.Labels;
import io.sightline.model.Labels.Label;
import io.sightline.model.Logits;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Turns logits into the most probable classes.
final class Ranking {

    private Ranking() {}

    /// The `count` most probable classes by softmax, best first; equals in the order of their
    /// index.
    static List<Prediction> top(int count, Logits logits, Labels labels) {
        double largest =
                IntStream.range(0, logits.size()).mapToDouble(logits::get).max().orElseThrow();
        double[] powers =
                IntStream.range(0, logits.size())
                        .mapToDouble(i -> Math.exp(logits.get(i) - largest))
                        .toArray();
        double sum = IntStream.range(0, powers.length).mapToDouble(i -> powers[i]).sum();
        return IntStream.range(0, powers.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -powers[i]))
                .limit(count)
                .map(i -> prediction(i, labels.labels().get(i), powers[i] / sum))
                .toList();
    }

    private static Prediction prediction(int index, Label label, double probability) {
        return new Prediction(index, label.id(), label.name(), (float) probability);
    }
}
