package io.sightline.hub;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The files of a source, on this machine.
///
/// @param weights the file to read first: the checkpoint, or the index of its shards
/// @param beside further files of the model, in the same folder as `weights`: shards,
///   `config.json`, `preprocessor_config.json`, `README.md`, `synset.txt`, as far as there are any
/// @param provenance the source with everything pinned, for a card: it names the same bytes
///   forever, except for a path, of which it is the last name
/// @param licence what the source says
/// @param notes sentences for the user
public record FetchedSource(
        Path weights, List<Path> beside, String provenance, Licence licence, List<String> notes) {

    public FetchedSource {
        beside = List.copyOf(beside);
        notes = List.copyOf(notes);
    }

    /// The file called `name`, if there is one beside the weights.
    public Optional<Path> beside(String name) {
        return beside.stream()
                .filter(file -> String.valueOf(file.getFileName()).equals(name))
                .findFirst();
    }
}
