package io.sightline.resnet;

import java.util.List;
import java.util.stream.Stream;

/// A run of blocks of one width; the first may halve the extent and widen the channels.
///
/// @param name the tensor prefix, for example `layer1`
/// @param blocks at least one
public record Stage(String name, List<Block> blocks) {

    public Stage {
        blocks = List.copyOf(blocks);
    }

    Stream<Convolution> convolutions() {
        return blocks.stream().flatMap(Block::convolutions);
    }
}
