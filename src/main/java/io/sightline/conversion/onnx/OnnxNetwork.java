package io.sightline.conversion.onnx;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.resnet.ResNetOptions;
import java.util.List;

/// A residual network found in an ONNX model.
///
/// @param checkpoint its tensors under torchvision's and timm's names
/// @param options what the graph says and tensors do not
/// @param side pixels of each side of the images that the export is for; 0 if it takes any
/// @param notes sentences on what was left out or is fixed
public record OnnxNetwork(
        Checkpoint checkpoint, ResNetOptions options, int side, List<String> notes) {

    public OnnxNetwork {
        notes = List.copyOf(notes);
    }
}
