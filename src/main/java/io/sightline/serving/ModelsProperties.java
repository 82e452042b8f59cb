package io.sightline.serving;

import io.sightline.repository.ModelCatalogue;
import io.sightline.repository.ModelCatalogue.Missing;
import io.sightline.serving.version.VersionChoice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Which models are served (`sightline.models.*`).
///
/// @param directory holds a folder for each model, besides the bundled ones; one called `resnet50`
///   replaces the bundled one. The default folder may be missing, any other must be there
/// @param serve the names of the models to load, with commas between them; the first is the default
///   of a request that names none. Empty loads all, the bundled first
/// @param precision the precision of one model, by its name: `sightline.models.precision.NAME`. A
///   model that is not named has that of `sightline.inference.precision`
/// @param version which version of a model with numbered folders is the default, by the model's
///   name: `sightline.models.version.NAME` is a number or `latest`. Of a model that is not named
///   the latest is, the one with the highest number
/// @param labels names for versions, by the model's name: `sightline.models.labels.NAME.canary=2`
///   lets a request ask for `NAME:canary`. A version that a label points at is served beside the
///   default
/// @param watch how often the folders of the models in service are looked at for changes, which are
///   then loaded; at least 1s. With 0 they are not
@ConfigurationProperties("sightline.models")
public record ModelsProperties(
        @DefaultValue(ModelsProperties.DEFAULT_DIRECTORY) String directory,
        @DefaultValue List<String> serve,
        @DefaultValue Map<String, PrecisionSetting> precision,
        @DefaultValue Map<String, String> version,
        @DefaultValue Map<String, Map<String, Integer>> labels,
        @DefaultValue("0s") Duration watch) {

    static final String DEFAULT_DIRECTORY = "models";

    private static final Duration SHORTEST_WATCH = Duration.ofSeconds(1);
    private static final String NUMBER = "[1-9][0-9]{0,8}";

    /// Begins with a letter, so that it cannot be taken for a number.
    private static final String LABEL = "[A-Za-z][A-Za-z0-9._-]{0,63}";

    @ConstructorBinding
    public ModelsProperties {
        serve = List.copyOf(serve);
        precision = Map.copyOf(precision);
        version = Map.copyOf(version);
        labels = Map.copyOf(labels);
        version.forEach(ModelsProperties::requireVersion);
        labels.forEach((model, each) -> requireLabels(model, each));
        if (!watch.isZero() && watch.compareTo(SHORTEST_WATCH) < 0) {
            throw new IllegalArgumentException(
                    "watch is %s, must be 0s or at least %s".formatted(watch, SHORTEST_WATCH));
        }
        if (directory.isBlank()) {
            throw new IllegalArgumentException("directory is blank, must be a path");
        }
        if (serve.stream().distinct().count() != serve.size()) {
            throw new IllegalArgumentException(
                    "serve is %s, must not name a model twice".formatted(serve));
        }
    }

    /// The same settings, with the latest version of each model, no labels and no watch.
    public ModelsProperties(
            String directory, List<String> serve, Map<String, PrecisionSetting> precision) {
        this(directory, serve, precision, Map.of(), Map.of(), Duration.ZERO);
    }

    private static void requireVersion(String model, String version) {
        if (!version.matches(NUMBER) && !version.equals(VersionChoice.LATEST)) {
            throw new IllegalArgumentException(
                    "version.%s is %s, must be latest or a number from 1"
                            .formatted(model, version));
        }
    }

    private static void requireLabels(String model, Map<String, Integer> labels) {
        labels.forEach(
                (label, number) -> {
                    if (!label.matches(LABEL)) {
                        throw new IllegalArgumentException(
                                ("labels.%s.%s is no name, must be a letter and then letters,"
                                                + " digits, dots, dashes and underscores")
                                        .formatted(model, label));
                    }
                    if (number < 1) {
                        throw new IllegalArgumentException(
                                "labels.%s.%s is %d, must be at least 1"
                                        .formatted(model, label, number));
                    }
                });
    }

    /// Which versions of `model` are served.
    public VersionChoice choice(String model) {
        return new VersionChoice(
                model,
                version.getOrDefault(model, VersionChoice.LATEST),
                labels.getOrDefault(model, Map.of()));
    }

    /// The models there are.
    ///
    /// @throws io.sightline.repository.ModelFailedException as [ModelCatalogue]'s constructor
    public ModelCatalogue catalogue() {
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
