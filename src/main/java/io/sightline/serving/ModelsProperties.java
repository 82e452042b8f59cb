package io.sightline.serving;

import io.sightline.repository.ModelCatalogue;
import io.sightline.repository.ModelCatalogue.Missing;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Which models are served (`sightline.models.*`).
///
/// @param directory holds a folder for each model, besides the bundled ones; one called `resnet50`
///   replaces the bundled one. The default folder may be missing, any other must be there
/// @param serve the names of the models to load, with commas between them; the first is the default
///   of a request that names none. Empty loads all, the bundled first
/// @param precision the precision of one model, by its name: `sightline.models.precision.NAME`. A
///   model that is not named has that of `sightline.inference.precision`
@ConfigurationProperties("sightline.models")
public record ModelsProperties(
        @DefaultValue(ModelsProperties.DEFAULT_DIRECTORY) String directory,
        @DefaultValue List<String> serve,
        @DefaultValue Map<String, PrecisionSetting> precision) {

    static final String DEFAULT_DIRECTORY = "models";

    public ModelsProperties {
        serve = List.copyOf(serve);
        precision = Map.copyOf(precision);
        if (directory.isBlank()) {
            throw new IllegalArgumentException("directory is blank, must be a path");
        }
        if (serve.stream().distinct().count() != serve.size()) {
            throw new IllegalArgumentException(
                    "serve is %s, must not name a model twice".formatted(serve));
        }
    }

    /// The models there are.
    ///
    /// @throws io.sightline.repository.ModelFailedException as [ModelCatalogue]'s constructor
    ModelCatalogue catalogue() {
        return catalogue(directory);
    }

    /// The models that are bundled or in `directory`, which may be missing only if it is the
    /// default.
    ///
    /// @throws io.sightline.repository.ModelFailedException as [ModelCatalogue]'s constructor
    public static ModelCatalogue catalogue(String directory) {
        boolean named = !directory.equals(DEFAULT_DIRECTORY);
        return new ModelCatalogue(directory, named ? Missing.REFUSED : Missing.ALLOWED);
    }

    /// The defaults of every setting.
    public static ModelsProperties defaults() {
        return new ModelsProperties(DEFAULT_DIRECTORY, List.of(), Map.of());
    }
}
