package io.sightline.torchscript;

import io.sightline.checkpoint.Shape;
import io.sightline.resnet.Attention;
import io.sightline.resnet.Attention.EfficientChannel;
import io.sightline.resnet.Attention.SqueezeExcitation;

/// Writes how attention makes its factors from the means of the channels, always in single
/// precision: they are few numbers, and each scales a whole channel.
final class Gate {

    private final FloatConstants constants;

    Gate(FloatConstants constants) {
        this.constants = constants;
    }

    /// The factors, image x channel x 1 x 1, from `mean`, an expression of image x channel.
    String factors(Attention.Weighing attention, String mean) {
        return switch (attention) {
            case SqueezeExcitation excitation -> excited(excitation, mean);
            case EfficientChannel neighbours -> convolved(neighbours, mean);
        };
    }

    private String excited(SqueezeExcitation attention, String mean) {
        int channels = attention.channels();
        int reduced = attention.reduced();
        String inner = linear(attention.name() + ".fc1", Shape.of(reduced, channels), mean);
        String outer =
                linear(
                        attention.name() + ".fc2",
                        Shape.of(channels, reduced),
                        "torch.relu_(%s)".formatted(inner));
        return gated(outer, channels);
    }

    private String convolved(EfficientChannel attention, String mean) {
        int kernel = attention.kernel();
        String weight =
                constants.constant(attention.name() + ".conv.weight", Shape.of(1, 1, kernel));
        String convolved =
                "torch.conv1d(torch.unsqueeze(%s, 1), %s, None, [1], [%s], [1], 1)"
                        .formatted(mean, weight, kernel / 2);
        return gated(convolved, attention.channels());
    }

    private static String gated(String sums, int channels) {
        return "torch.reshape(torch.sigmoid(%s), [-1, %s, 1, 1])".formatted(sums, channels);
    }

    private String linear(String name, Shape weight, String input) {
        String kernels = constants.constant(name + ".weight", weight);
        String bias = constants.constant(name + ".bias", Shape.of(weight.dimension(0)));
        return "torch.linear(%s, %s, %s)".formatted(input, kernels, bias);
    }
}
