package io.sightline.classification;

import io.sightline.repository.Labels;
import io.sightline.repository.Labels.Label;
import java.util.ArrayList;
import java.util.List;

/// Turns logits into the most probable classes.
final class Ranking {

    private Ranking() {}

    /// The `count` classes with the highest probability by softmax, best first; classes with the
    /// same probability in the order of their index.
    ///
    /// @param logits one for each class
    static List<Prediction> top(int count, float[] logits, Labels labels) {
        int[] best = best(Math.min(count, logits.length), logits);
        double max = logits[best[0]];
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            sum += Math.exp(logits[i] - max);
        }
        List<Prediction> predictions = new ArrayList<>(best.length);
        for (int index : best) {
            Label label = labels.labels().get(index);
            double probability = Math.exp(logits[index] - max) / sum;
            predictions.add(new Prediction(index, label.id(), label.name(), (float) probability));
        }
        return List.copyOf(predictions);
    }

    /// The indices of the `count` largest logits, found in one pass, because `count` is small.
    private static int[] best(int count, float[] logits) {
        int[] best = new int[count];
        for (int i = 0; i < logits.length; i++) {
            float logit = logits[i];
            int place = Math.min(i, count);
            while (place > 0 && logits[best[place - 1]] < logit) {
                place--;
            }
            if (place < count) {
                System.arraycopy(best, place, best, place + 1, Math.min(i, count - 1) - place);
                best[place] = i;
            }
        }
        return best;
    }
}
