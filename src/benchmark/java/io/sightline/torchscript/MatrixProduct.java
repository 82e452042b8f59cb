package io.sightline.torchscript;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A program that multiplies a square matrix with itself, again and again, in the arithmetic of a
/// network.
///
/// The engine's Java interface has no arrays of bfloat16 or of quantised numbers; a TorchScript
/// program makes them where it needs them.
public final class MatrixProduct {

    /// Rows and columns of the matrix.
    public static final int SIZE = 2_048;

    /// Products in one pass, so that little of it is their preparation.
    public static final int COUNT = 8;

    /// Side of an image, of three channels, that has enough numbers for the matrix.
    public static final int SIDE = 1_183;

    /// What every number of the image must be: then every number of every product is the same.
    public static final float NUMBER = 1f / SIZE;

    /// Steps of that number in 8 bits.
    private static final int STEPS = 100;

    /// What PyTorch numbers the type of weights, integers of 8 bits.
    private static final int QINT8 = 12;

    private MatrixProduct() {}

    /// The archive of the program. Its first output is the first row of the last product.
    public static TorchScriptArchive archive(Precision precision) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "    m = torch.slice(torch.reshape(image, [-1]), 0, 0, %d, 1)"
                        .formatted(SIZE * SIZE));
        lines.add("    m = torch.reshape(m, [%d, %d])".formatted(SIZE, SIZE));
        lines.addAll(
                switch (precision) {
                    case Precision.BFloat16 _ -> floats(FloatFormat.BFLOAT16.number());
                    case Precision.Int8 _ -> bytes();
                    default -> floats(FloatFormat.FLOAT32.number());
                });
        lines.add("    return (torch.select(x, 0, 0), image, image)");
        return new TorchScriptArchive(Program.HEAD + String.join("\n", lines) + "\n", List.of());
    }

    private static List<String> floats(int type) {
        List<String> lines = new ArrayList<>();
        lines.add("    m = torch.to(m, %d)".formatted(type));
        lines.add("    x = m");
        lines.addAll(Collections.nCopies(COUNT, "    x = torch.matmul(x, m)"));
        lines.add("    x = torch.to(x, %d)".formatted(FloatFormat.FLOAT32.number()));
        return lines;
    }

    private static List<String> bytes() {
        String step = String.valueOf(NUMBER / STEPS);
        List<String> lines = new ArrayList<>();
        lines.add("    w = torch.quantize_per_tensor(m, %s, 0, %d)".formatted(step, QINT8));
        lines.add("    p = ops.quantized.linear_prepack(w, None)");
        lines.add(
                "    q = torch.quantize_per_tensor(m, %s, 0, %d)"
                        .formatted(step, QuantisedLayers.QUINT8));
        lines.addAll(
                Collections.nCopies(
                        COUNT, "    q = ops.quantized.linear(q, p, %s, 0)".formatted(step)));
        lines.add("    x = torch.dequantize(q)");
        return lines;
    }
}
