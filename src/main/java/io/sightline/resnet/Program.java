package io.sightline.resnet;

import io.sightline.resnet.Shortcut.Identity;
import io.sightline.resnet.Shortcut.Projection;
import io.sightline.resnet.Shortcut.ZeroPadding;
import java.util.ArrayList;
import java.util.List;

/// A network written out as straight-line TorchScript: every layer once, in order, its weights as
/// constants.
///
/// Without branches, attributes or a module tree the engine has nothing to trace, specialise or
/// freeze on the first calls. Each sum and ReLU works in place on a tensor that nothing else reads.
final class Program {

    /// The class that the program defines.
    static final String CLASS = "ResNet";

    /// A slice up to here goes to the end.
    private static final long END = Long.MAX_VALUE;

    private final Checkpoint checkpoint;
    private final StringBuilder lines = new StringBuilder();
    private final List<Constant> constants = new ArrayList<>();

    /// Compiles `network` with the weights of `checkpoint`, which it was inferred from.
    ///
    /// @throws InvalidCheckpointException if a weight is not a finite number, or a variance
    ///   negative
    Program(ResNet network, Checkpoint checkpoint) {
        this.checkpoint = checkpoint;
        line("class %s(Module):".formatted(CLASS));
        line("  __parameters__ = []");
        line("  __buffers__ = []");
        line(
                "  def forward(self: __torch__.%s, image: Tensor) -> Tuple[Tensor, Tensor]:"
                        .formatted(CLASS));
        stem(network.stem());
        network.blocks().forEach(this::block);
        head(network.head());
    }

    /// The source text of a class with one method, `forward`.
    ///
    /// It takes images of batch x row x column x channel and returns the logits, batch x class, and
    /// the last feature map, batch x channel x row x column.
    String text() {
        return lines.toString();
    }

    /// What the text calls `CONSTANTS.c0`, `CONSTANTS.c1` and so on.
    List<Constant> constants() {
        return List.copyOf(constants);
    }

    private void stem(Stem stem) {
        line("    x = torch.permute(image, [0, 3, 1, 2])");
        line("    x = torch.relu_(%s)".formatted(call(stem.convolution(), "x")));
        if (stem.pooled()) {
            line("    x = torch.max_pool2d(x, [3, 3], [2, 2], [1, 1], [1, 1], False)");
        }
    }

    /// `x` becomes `relu(F(x) + x)`.
    private void block(Block block) {
        String input = "x";
        List<Convolution> residual = block.residual();
        for (Convolution convolution : residual.subList(0, residual.size() - 1)) {
            line("    f = torch.relu_(%s)".formatted(call(convolution, input)));
            input = "f";
        }
        line("    f = %s".formatted(call(residual.getLast(), input)));
        line("    x = torch.relu_(torch.add_(f, %s))".formatted(shortcut(block.shortcut())));
    }

    private String shortcut(Shortcut shortcut) {
        return switch (shortcut) {
            case Identity _ -> "x";
            case Projection(Convolution convolution) -> call(convolution, "x");
            case ZeroPadding(int stride, int channels) -> {
                String rows = "torch.slice(x, 2, 0, %s, %s)".formatted(END, stride);
                String kept = "torch.slice(%s, 3, 0, %s, %s)".formatted(rows, END, stride);
                int before = channels / 2;
                yield "torch.constant_pad_nd(%s, [0, 0, 0, 0, %s, %s])"
                        .formatted(kept, before, channels - before);
            }
        };
    }

    private void head(Head head) {
        String weight = constant(head.name() + ".weight", head.weight());
        String bias = constant(head.name() + ".bias", Shape.of(head.classes()));
        line("    features = torch.mean(x, [2, 3])");
        line("    return (torch.linear(features, %s, %s), x)".formatted(weight, bias));
    }

    private String call(Convolution convolution, String input) {
        FoldedConvolution folded = new FoldedConvolution(convolution, checkpoint);
        folded.check();
        String weight = constant(Constant.channelsLast(convolution.weight(), folded::weight));
        String bias = constant(Constant.contiguous(Shape.of(convolution.out()), folded::bias));
        int stride = convolution.stride();
        int padding = convolution.padding();
        return "torch.conv2d(%s, %s, %s, [%s, %s], [%s, %s], [1, 1], 1)"
                .formatted(input, weight, bias, stride, stride, padding, padding);
    }

    private String constant(String name, Shape shape) {
        for (float value : checkpoint.tensor(name).toFloats()) {
            if (!Float.isFinite(value)) {
                throw new InvalidCheckpointException(
                        "tensor %s holds %s, must be finite".formatted(name, value));
            }
        }
        return constant(Constant.contiguous(shape, () -> checkpoint.tensor(name).toFloats()));
    }

    private String constant(Constant constant) {
        constants.add(constant);
        return "CONSTANTS.c" + (constants.size() - 1);
    }

    private void line(String line) {
        lines.append(line).append('\n');
    }
}
