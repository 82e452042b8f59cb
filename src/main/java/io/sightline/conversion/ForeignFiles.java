package io.sightline.conversion;

import java.nio.file.Path;
import java.util.List;

/// The files of a model from elsewhere.
///
/// @param weights the checkpoint
/// @param beside other files of the model, the documents among them
/// @param provenance where they come from, for the card
/// @param licence that their source names; empty if it names none
public record ForeignFiles(Path weights, List<Path> beside, String provenance, String licence) {

    public ForeignFiles {
        beside = List.copyOf(beside);
    }
}
