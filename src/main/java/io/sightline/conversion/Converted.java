package io.sightline.conversion;

import io.sightline.repository.NewModel;
import io.sightline.resnet.ResNet;
import java.util.List;

/// A model made of files from elsewhere.
///
/// @param model to be written to a folder
/// @param network what its tensors are
/// @param notes sentences on what was chosen, taken for granted and left out
public record Converted(NewModel model, ResNet network, List<String> notes) {

    public Converted {
        notes = List.copyOf(notes);
    }
}
