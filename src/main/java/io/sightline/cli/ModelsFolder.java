package io.sightline.cli;

import io.sightline.repository.ModelCatalogue;
import io.sightline.repository.ModelFiles;
import io.sightline.serving.ModelsProperties;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine.Option;

/// The option of a command that says where models are.
final class ModelsFolder {

    @Option(
            names = "--models",
            paramLabel = "FOLDER",
            defaultValue = "models",
            description = "Where models are that the jar does not hold. Default: ${DEFAULT-VALUE}.")
    private String directory;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls the command
    ModelsFolder() {}

    /// As it was given.
    String directory() {
        return directory;
    }

    /// All models, those of the jar first.
    Collection<ModelFiles> all() {
        return catalogue().select(List.of());
    }

    /// @throws io.sightline.repository.ModelFailedException if there is no model of that name
    ModelFiles named(String name) {
        return catalogue().select(List.of(name)).iterator().next();
    }

    /// The folder of a model of this name, whether or not it is there.
    ///
    /// @throws IllegalArgumentException if no model can be called that
    /// @throws io.sightline.repository.ModelFailedException if the folder of models is not there,
    ///   unless it is the default
    Path folder(String name) {
        ModelCatalogue.requireName(name);
        catalogue();
        return Path.of(directory).resolve(name);
    }

    private ModelCatalogue catalogue() {
        return ModelsProperties.catalogue(directory);
    }
}
