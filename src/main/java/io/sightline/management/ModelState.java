package io.sightline.management;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.sightline.serving.version.LoadFailure;
import io.sightline.serving.version.ModelStatus;
import io.sightline.serving.version.ModelVersion;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How a model is served, as it is written. The members mean what they do in `GET /v1/models`.
@JsonPropertyOrder({"name", "versions", "loadFailure"})
public record ModelState(
        String name,
        List<VersionState> versions,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable FailureState loadFailure) {

    public ModelState {
        versions = List.copyOf(versions);
    }

    static ModelState of(String name, ModelStatus status) {
        return new ModelState(
                name,
                status.versions().stream().map(VersionState::of).toList(),
                status.failures().stream().findFirst().map(FailureState::of).orElse(null));
    }

    /// One version. `number` is left out if it has none.
    @JsonPropertyOrder({"number", "version", "labels", "default", "state"})
    public record VersionState(
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) int number,
            String version,
            List<String> labels,
            @JsonProperty("default") boolean served,
            String state) {

        public VersionState {
            labels = List.copyOf(labels);
        }

        static VersionState of(ModelVersion version) {
            return new VersionState(
                    version.number(),
                    version.version(),
                    version.labels(),
                    version.served(),
                    version.state().name().toLowerCase(Locale.ROOT));
        }
    }

    /// The last load, if it failed.
    @JsonPropertyOrder({"time", "detail"})
    public record FailureState(String time, String detail) {

        static FailureState of(LoadFailure failure) {
            return new FailureState(
                    failure.at().truncatedTo(ChronoUnit.SECONDS).toString(), failure.reason());
        }
    }
}
