package io.sightline.resnet;

import java.util.List;

/// A run of blocks of one width; the first may halve the extent and widen the channels.
///
/// @param name the tensor prefix, for example `layer1`
/// @param blocks at least one
public record Stage(String name, List<Block> blocks) {

    public Stage {
        blocks = List.copyOf(blocks);
    }

    /// What it takes and gives for an input of `side` pixels a side.
    StageSummary summary(int side) {
        int current = side;
        long operations = 0;
        for (Block block : blocks) {
            operations += block.operations(current);
            current = block.outputSide(current);
        }
        long parameters = blocks.stream().mapToLong(Block::parameters).sum();
        int channels = blocks.getLast().out();
        return new StageSummary(name, blocks.size(), channels, current, parameters, operations);
    }
}
