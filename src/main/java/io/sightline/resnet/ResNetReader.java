package io.sightline.resnet;

import io.sightline.checkpoint.Checkpoint;
import java.util.ArrayList;
import java.util.List;

/// Infers a network from the names and shapes of its tensors, which are torchvision's and timm's.
///
/// Depths, widths, block kinds and shortcuts are read off the tensors; everything else follows from
/// the layer before, or from the options. A weight that does not fit what was inferred so far ends
/// the inference; the tensors that inference does not look at are left to [ExpectedTensors].
final class ResNetReader {

    private static final int MAX_STAGES = 8;
    private static final int MAX_BLOCKS = 512;

    private final NamedShapes shapes;
    private final ResNetOptions options;

    ResNetReader(Checkpoint checkpoint, ResNetOptions options) {
        ForeignFamily.refuse(checkpoint.tensors().keySet());
        this.shapes = new NamedShapes(checkpoint);
        this.options = options;
    }

    ResNet network() {
        StemReader reader = new StemReader(shapes, options);
        Stem stem = reader.stem();
        BlockReader blocks = new BlockReader(shapes, options, !reader.small());
        List<Stage> stages = new ArrayList<>();
        int channels = stem.out();
        do {
            Stage stage = stage(blocks, stages.size() + 1, channels);
            channels = stage.blocks().getLast().out();
            stages.add(stage);
        } while (stages.size() < MAX_STAGES && shapes.has("layer" + (stages.size() + 1) + ".0"));
        return new ResNet(stem, stages, head(channels), options);
    }

    private Stage stage(BlockReader reader, int number, int in) {
        String name = "layer" + number;
        List<Block> blocks = new ArrayList<>();
        int channels = in;
        int stride = number > 1 ? 2 : options.firstStride();
        do {
            Block block = reader.block(name + "." + blocks.size(), channels, stride);
            channels = block.out();
            blocks.add(block);
            stride = 1;
        } while (blocks.size() < MAX_BLOCKS && shapes.has(name + "." + blocks.size()));
        return new Stage(name, blocks);
    }

    private Head head(int features) {
        int classes = shapes.shape("fc.weight", 2).dimension(0);
        shapes.require("fc.weight", classes, features);
        return new Head("fc", features, classes);
    }
}
