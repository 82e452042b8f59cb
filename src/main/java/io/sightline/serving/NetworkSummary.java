package io.sightline.serving;

import io.sightline.resnet.ResNet;
import java.util.List;

/// A network in figures and lines, for those who only show it.
///
/// @param architecture its usual name, for example `ResNet-50 v1`
/// @param parameters learned numbers
/// @param operations multiplications and additions of one forward pass over one image
/// @param stages in order
public record NetworkSummary(
        String architecture, long parameters, long operations, List<StageSummary> stages) {

    public NetworkSummary {
        stages = List.copyOf(stages);
    }

    /// One stage.
    ///
    /// @param name for example `layer1`
    /// @param blocks one line each
    public record StageSummary(String name, List<String> blocks) {

        public StageSummary {
            blocks = List.copyOf(blocks);
        }
    }

    /// Summarises `network` for images of `side` x `side` pixels.
    static NetworkSummary of(ResNet network, int side) {
        return new NetworkSummary(
                network.name(),
                network.parameters(),
                network.operations(side),
                network.stages().stream()
                        .map(
                                stage ->
                                        new StageSummary(
                                                stage.name(),
                                                stage.blocks().stream()
                                                        .map(String::valueOf)
                                                        .toList()))
                        .toList());
    }
}
