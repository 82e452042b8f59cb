package io.sightline.serving.control;

import static java.util.stream.Collectors.joining;

import io.sightline.repository.ModelCatalogue;
import io.sightline.repository.ModelFailedException;
import io.sightline.repository.ModelFiles;
import io.sightline.serving.ModelsProperties;
import io.sightline.serving.version.Pointers;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;

/// The models and versions that the settings choose among those that there are.
final class ChosenModels {

    private final ModelsProperties properties;
    private final ModelCatalogue catalogue;
    private final List<String> names;

    /// @throws ModelFailedException if the settings name a model that is not there, or not served
    ChosenModels(ModelsProperties properties) {
        this.properties = properties;
        this.catalogue = properties.catalogue();
        this.names = catalogue.names(properties.serve());
        requireServed("precision", properties.precision().keySet());
        requireServed("version", properties.version().keySet());
        requireServed("labels", properties.labels().keySet());
    }

    private void requireServed(String setting, Collection<String> models) {
        for (String name : models) {
            if (!names.contains(name)) {
                throw new ModelFailedException(
                        "%s names model %s, must be one of those served: %s"
                                .formatted(setting, name, names));
            }
        }
    }

    /// The versions of a model that are to be served.
    ///
    /// @param pointers at these versions
    /// @param files of each, the default first
    record Chosen(Pointers pointers, List<ModelFiles> files) {

        Chosen {
            files = List.copyOf(files);
        }

        /// A text that changes when a file or a pointer does.
        String stamp() {
            return files.stream()
                    .map(each -> each.number() + ":\n" + each.stamp())
                    .collect(joining("\n", pointers + "\n", ""));
        }
    }

    /// The models to serve, the default first.
    List<String> names() {
        return names;
    }

    /// Whether there is a model of this name now.
    boolean exists(String name) {
        try {
            return !catalogue.versions(name).isEmpty();
        } catch (ModelFailedException _) {
            return false;
        }
    }

    /// What the settings choose among the versions of `name` that there are now.
    ///
    /// @throws ModelFailedException if a version that they choose is not there
    Chosen of(String name) {
        SortedMap<Integer, ModelFiles> there = catalogue.versions(name);
        Pointers pointers = properties.choice(name).among(new TreeSet<>(there.keySet()));
        List<ModelFiles> files =
                there.values().stream()
                        .filter(each -> pointers.numbers().contains(each.number()))
                        .sorted(
                                (left, right) ->
                                        Boolean.compare(
                                                right.number() == pointers.number(),
                                                left.number() == pointers.number()))
                        .toList();
        return new Chosen(pointers, files);
    }
}
