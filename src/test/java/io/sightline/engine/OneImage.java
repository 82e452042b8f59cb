package io.sightline.engine;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.resnet.ResNet;
import io.sightline.torchscript.Arithmetic;
import io.sightline.torchscript.TorchScriptArchive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Compiles a network and runs it on one image.
final class OneImage {

    private final TorchEngine engine;
    private final float[] values;
    private final int side;

    /// @param values channel x row x column
    /// @param side pixels of each side
    OneImage(TorchEngine engine, float[] values, int side) {
        this.engine = engine;
        this.values = values.clone();
        this.side = side;
    }

    /// What the network returns: the logits, or what is seen of its activations. Nothing is fused.
    double[] run(ResNet resnet, Checkpoint checkpoint, Arithmetic arithmetic) throws IOException {
        return run(resnet, checkpoint, arithmetic, false);
    }

    /// The logits of the network with nothing fused and, if the engine fuses, those with all fused.
    List<double[]> runEachWay(ResNet resnet, Checkpoint checkpoint, Arithmetic arithmetic)
            throws IOException {
        List<double[]> answers = new ArrayList<>();
        answers.add(run(resnet, checkpoint, arithmetic, false));
        if (engine.fuses(arithmetic)) {
            answers.add(run(resnet, checkpoint, arithmetic, true));
        }
        return answers;
    }

    private double[] run(ResNet resnet, Checkpoint checkpoint, Arithmetic arithmetic, boolean fused)
            throws IOException {
        try (InputStream archive = new TorchScriptArchive(resnet, checkpoint, arithmetic, fused);
                LoadedNetwork network = engine.load("test", archive);
                NetworkSession session =
                        arithmetic.observes()
                                ? network.openObserver(side, 1)
                                : network.openSession(side, 1)) {
            putChannelsLast(session.input());
            float[] output = session.forward(1);
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
}
