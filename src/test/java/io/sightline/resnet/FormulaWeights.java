package io.sightline.resnet;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.Shape;
import io.sightline.checkpoint.Tensor;
import io.sightline.checkpoint.TensorType;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.DoubleUnaryOperator;
import java.util.zip.CRC32;

/// Weights and inputs made by a formula that any language can repeat, so that another
/// implementation's answers on them can be compared without shipping the weights.
public final class FormulaWeights {

    private FormulaWeights() {}

    /// Every tensor of torchvision's ResNet with these blocks a stage, filled by formula.
    public static Checkpoint checkpoint(BlockKind kind, int... depths) {
        return checkpoint(Layout.imagenet(kind, depths));
    }

    /// Every tensor of `layout`, filled by formula.
    public static Checkpoint checkpoint(Layout layout) {
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        layout.shapes().forEach((name, shape) -> tensors.put(name, tensor(name, shape)));
        return new Checkpoint(tensors);
    }

    /// One image of `side` x `side` pixels in PyTorch's order: channel, row, column.
    public static float[] input(int side) {
        float[] values = new float[3 * side * side];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (2 * uniform(seed("input"), i));
        }
        return values;
    }

    /// The tensor of this name, filled by formula.
    public static Tensor tensor(String name, Shape shape) {
        if (shape.rank() == 0) {
            return Tensor.of(TensorType.I64, shape, 0);
        }
        long seed = seed(name);
        double fanIn = (double) shape.elements() / shape.dimension(0);
        float[] values = new float[shape.elements()];
        DoubleUnaryOperator value =
                switch (name.substring(name.lastIndexOf('.') + 1)) {
                    case "running_var" -> u -> 1 + 0.25 * (u + 1);
                    case "running_mean", "bias" -> u -> 0.1 * u;
                    default ->
                            shape.rank() == 1 ? u -> 0.5 + 0.1 * u : u -> u * Math.sqrt(3 / fanIn);
                };
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) value.applyAsDouble(uniform(seed, i));
        }
        return Tensor.of(TensorType.F32, shape, values);
    }

    private static long seed(String name) {
        CRC32 checksum = new CRC32();
        checksum.update(name.getBytes(StandardCharsets.UTF_8));
        return checksum.getValue() << 16;
    }

    /// The `i`-th number of the splitmix64 sequence from `seed`, scaled to -1 to 1.
    private static double uniform(long seed, long i) {
        long z = seed + (i + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        z ^= z >>> 31;
        return (z >>> 11) * 0x1p-52 - 1;
    }
}
