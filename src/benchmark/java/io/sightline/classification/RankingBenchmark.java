package io.sightline.classification;

import io.sightline.repository.Labels;
import io.sightline.repository.Labels.Label;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Softmax and the five best of 1,000 logits.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(3)
public class RankingBenchmark {

    private static final int CLASSES = 1_000;
    private static final int TOP = 5;

    private final Labels labels =
            new Labels(
                    IntStream.range(0, CLASSES)
                            .mapToObj(i -> new Label("n%08d".formatted(i), "class " + i))
                            .toList());
    private final float[] logits = random();

    private static float[] random() {
        SplittableRandom random = new SplittableRandom(1);
        float[] scores = new float[CLASSES];
        for (int i = 0; i < CLASSES; i++) {
            scores[i] = (float) random.nextGaussian();
        }
        return scores;
    }

    /// The answer to one image.
    @Benchmark
    public List<Prediction> top() {
        return Ranking.top(TOP, logits, labels);
    }
}
