package io.sightline.serving.version;

import java.util.List;

/// How a model is served.
///
/// @param versions in service, by number
/// @param failures the last load if it failed, or none
public record ModelStatus(List<ModelVersion> versions, List<LoadFailure> failures) {

    public ModelStatus {
        versions = List.copyOf(versions);
        failures = List.copyOf(failures);
    }
}
