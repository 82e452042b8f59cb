package io.sightline.http;

import io.sightline.classification.Classifier;
import io.sightline.serving.ModelDescription;
import io.sightline.serving.version.ModelReference;
import io.sightline.serving.version.ModelVersion;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The model and version that a request asks for.
sealed interface WantedModel {

    /// It is served.
    record Served(ModelReference reference) implements WantedModel {}

    /// It is not, or is asked for in a way that is not allowed.
    record Refused(Problem problem) implements WantedModel {}

    /// What the parameters `model` and `version` ask for: `NAME` and a number or a label, or both
    /// in one as `NAME:2`; the default model and its default version where nothing is said.
    static WantedModel of(@Nullable String model, @Nullable String version, Classifier classifier) {
        ModelReference reference =
                ModelReference.of(model == null ? classifier.defaultModel() : model);
        if (version != null) {
            if (!reference.version().isEmpty()) {
                return new Refused(
                        Problem.of(
                                ProblemType.BAD_PARAMETER,
                                "version is %s, must be left out with model %s"
                                        .formatted(
                                                Problem.quoted(version),
                                                Problem.quoted(reference.toString()))));
            }
            reference = new ModelReference(reference.name(), version);
        }
        return classifier.model(reference.toString()).isPresent()
                ? new Served(reference)
                : new Refused(unknown(reference, classifier));
    }

    /// The problem for a model or version that is not served.
    static Problem unknown(ModelReference reference, Classifier classifier) {
        List<ModelVersion> versions = classifier.status(reference.name()).versions();
        if (versions.isEmpty()) {
            String served =
                    String.join(
                            ", ",
                            classifier.models().stream().map(ModelDescription::name).toList());
            return Problem.of(
                    ProblemType.UNKNOWN_MODEL,
                    "model is %s, must be one of: %s"
                            .formatted(Problem.quoted(reference.name()), served));
        }
        String served = String.join(", ", versions.stream().flatMap(WantedModel::names).toList());
        return Problem.of(
                ProblemType.UNKNOWN_VERSION,
                "version of %s is %s, must be %s"
                        .formatted(
                                reference.name(),
                                Problem.quoted(reference.version()),
                                served.isEmpty() ? "left out: it has none" : "one of: " + served));
    }

    private static Stream<String> names(ModelVersion version) {
        return version.number() == 0
                ? Stream.empty()
                : Stream.concat(
                        Stream.of(String.valueOf(version.number())), version.labels().stream());
    }
}
