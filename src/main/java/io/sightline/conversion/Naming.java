package io.sightline.conversion;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a library names the tensors of a ResNet.
enum Naming {

    /// torchvision and timm, and repositories for CIFAR-10 that call a projection `shortcut`.
    TORCHVISION("layer1.0.conv1.weight") {

        @Override
        String toTorchvision(String name) {
            return SHORTCUT.matcher(name).replaceFirst("$1.downsample.$2");
        }
    },

    /// Hugging Face transformers, which counts stages and convolutions from zero.
    TRANSFORMERS("encoder.stages.0.layers.0.layer.0.convolution.weight") {

        @Override
        String toTorchvision(String name) {
            Matcher layer = LAYER.matcher(name);
            if (layer.matches()) {
                return layer(layer);
            }
            return name.replaceFirst("^embedder\\.embedder\\.convolution\\.", "conv1.")
                    .replaceFirst("^embedder\\.embedder\\.normalization\\.", "bn1.");
        }
    };

    private static final Pattern SHORTCUT =
            Pattern.compile("^(layer\\d+\\.\\d+)\\.shortcut\\.(.+)");

    private static final Pattern LAYER =
            Pattern.compile(
                    "encoder\\.stages\\.(?<stage>\\d)\\.layers\\.(?<block>\\d{1,4})"
                            + "\\.(?:layer\\.(?<number>\\d)|shortcut)"
                            + "\\.(?<kind>convolution|normalization)\\.(?<part>\\w+)");

    private final String landmark;

    /// @param landmark a tensor that every ResNet has once
    Naming(String landmark) {
        this.landmark = landmark;
    }

    /// The name of the first convolution of the first block: every ResNet has it once.
    String landmark() {
        return landmark;
    }

    /// The name that torchvision gives the tensor called `name` here; `name` itself if this library
    /// has none of that name.
    abstract String toTorchvision(String name);

    private static String layer(Matcher layer) {
        boolean convolution = layer.group("kind").equals("convolution");
        String number = layer.group("number");
        String module =
                number == null
                        ? "downsample." + (convolution ? 0 : 1)
                        : (convolution ? "conv" : "bn") + next(number);
        return "layer%d.%s.%s.%s"
                .formatted(
                        next(layer.group("stage")),
                        layer.group("block"),
                        module,
                        layer.group("part"));
    }

    private static int next(String number) {
        return Integer.parseInt(number) + 1;
    }
}
