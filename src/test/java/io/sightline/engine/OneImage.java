package io.sightline.engine;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.resnet.ResNet;
import io.sightline.torchscript.ActivationRange;
import io.sightline.torchscript.Fusion;
import io.sightline.torchscript.Observation;
import io.sightline.torchscript.Precision;
import io.sightline.torchscript.TorchScriptArchive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// Compiles a network and runs it on one image.
final class OneImage {

    private final Engine engine;
    private final float[] values;
    private final int side;

    /// @param values channel x row x column
    /// @param side pixels of each side
    OneImage(Engine engine, float[] values, int side) {
        this.engine = engine;
        this.values = values.clone();
        this.side = side;
    }

    /// The logits of the network, with nothing fused.
    double[] run(ResNet resnet, Checkpoint checkpoint, Precision precision) throws IOException {
        return run(
                new TorchScriptArchive(resnet, checkpoint, precision, Fusion.NONE), Output.LOGITS);
    }

    /// What the network tells of its activations.
    double[] run(ResNet resnet, Checkpoint checkpoint, Observation observation) throws IOException {
        return run(new TorchScriptArchive(resnet, checkpoint, observation), Output.FEATURES);
    }

    /// The logits of the network with nothing fused and, if the engine fuses, those with all fused.
    List<double[]> runEachWay(ResNet resnet, Checkpoint checkpoint, Precision precision)
            throws IOException {
        List<double[]> answers = new ArrayList<>();
        for (Fusion fusion : EnumSet.of(Fusion.NONE, engine.fusion(precision))) {
            answers.add(
                    run(
                            new TorchScriptArchive(resnet, checkpoint, precision, fusion),
                            Output.LOGITS));
        }
        return answers;
    }

    /// The range of each activation on this image.
    Map<String, ActivationRange> ranges(ResNet resnet, Checkpoint checkpoint) throws IOException {
        double[] ends = run(resnet, checkpoint, new Observation.Extremes());
        Map<String, ActivationRange> ranges = new HashMap<>();
        List<String> names = resnet.activations();
        for (int i = 0; i < names.size(); i++) {
            float least = (float) Math.min(0, ends[2 * i]);
            float largest = (float) Math.max(0, ends[2 * i + 1]);
            ranges.put(names.get(i), new ActivationRange(least, largest));
        }
        return ranges;
    }

    private double[] run(TorchScriptArchive compiled, Output wanted) throws IOException {
        try (InputStream archive = compiled;
                Network network = engine.load("test", archive);
                Session session = network.openSession(side, 1)) {
            putChannelsLast(session.input());
            float[] output = session.forward(1, Set.of(wanted)).of(wanted);
            return IntStream.range(0, output.length).mapToDouble(i -> output[i]).toArray();
        }
    }

    private void putChannelsLast(FloatBuffer target) {
        int pixels = side * side;
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int channel = 0; channel < 3; channel++) {
                target.put(values[channel * pixels + pixel]);
            }
        }
    }

    /// The L2 norm of the difference, over that of what is expected.
    static double relativeError(double[] expected, double[] actual) {
        double difference = 0;
        double total = 0;
        for (int i = 0; i < expected.length; i++) {
            difference += Math.pow(actual[i] - expected[i], 2);
            total += Math.pow(expected[i], 2);
        }
        return Math.sqrt(difference / total);
    }

    /// The cosine of the angle between the logits; 1 if they are the same but for a factor.
    static double cosine(double[] expected, double[] actual) {
        double product = 0;
        double expectedSquares = 0;
        double actualSquares = 0;
        for (int i = 0; i < expected.length; i++) {
            product += expected[i] * actual[i];
            expectedSquares += expected[i] * expected[i];
            actualSquares += actual[i] * actual[i];
        }
        return product / Math.sqrt(expectedSquares * actualSquares);
    }

    /// The largest difference of two logits, over the largest magnitude of what is expected.
    static double largestError(double[] expected, double[] actual) {
        double difference = 0;
        double magnitude = 0;
        for (int i = 0; i < expected.length; i++) {
            difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
            magnitude = Math.max(magnitude, Math.abs(expected[i]));
        }
        return actual.length == expected.length ? difference / magnitude : Double.NaN;
    }
}
