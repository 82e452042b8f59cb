package io.sightline.checkpoint.torch;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.Format;
import java.util.List;

/// The weights in a file of PyTorch's.
///
/// @param taken the keys that lead to them, for example `state_dict_ema`, joined by dots; empty if
///   the file holds them alone
/// @param notes sentences about what else the file holds
public record TorchWeights(Format format, Checkpoint checkpoint, String taken, List<String> notes) {

    public TorchWeights {
        notes = List.copyOf(notes);
    }
}
