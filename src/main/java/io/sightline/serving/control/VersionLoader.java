package io.sightline.serving.control;

import io.sightline.repository.ModelFiles;
import io.sightline.serving.ModelLoader;
import io.sightline.serving.ModelMetrics;
import io.sightline.serving.PrecisionSetting;
import io.sightline.serving.ServedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Loads versions of models, each in the precision that the settings have for its model.
final class VersionLoader {

    private static final Logger LOGGER = LoggerFactory.getLogger(VersionLoader.class);

    private final ModelLoader loader;
    private final Function<String, PrecisionSetting> precision;
    private final ModelMetrics metrics;

    /// @param precision gives that of a model
    VersionLoader(
            ModelLoader loader,
            Function<String, PrecisionSetting> precision,
            ModelMetrics metrics) {
        this.loader = loader;
        this.precision = precision;
        this.metrics = metrics;
    }

    /// Reads and checks the versions in `folders`, all of one model, and starts their lanes, which
    /// still open when this returns.
    ///
    /// @throws io.sightline.repository.ModelFailedException as [ModelLoader#load]; then none of
    ///   them stays open
    List<ServedModel> load(List<ModelFiles> folders) {
        List<ServedModel> loaded = new ArrayList<>();
        try {
            for (ModelFiles files : folders) {
                String name = files.name();
                ServedModel model =
                        loader.load(files, precision.apply(name), metrics.batching(name));
                loaded.add(model);
                LOGGER.info("Loaded {}", model.description().line());
            }
            return List.copyOf(loaded);
        } catch (RuntimeException | Error e) {
            loaded.forEach(ServedModel::close);
            throw e;
        }
    }
}
