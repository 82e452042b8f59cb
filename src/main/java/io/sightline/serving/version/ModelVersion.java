package io.sightline.serving.version;

import java.util.List;

/// What is known of one version of a model in service.
///
/// @param number of the version; 0 if it has none
/// @param version by content
/// @param labels that point at it
/// @param served whether it is the version of a request that names none
/// @param state whether it answers
public record ModelVersion(
        int number, String version, List<String> labels, boolean served, State state) {

    /// Whether a version answers requests.
    public enum State {
        /// Its lanes load and warm up the network.
        LOADING,
        /// It answers.
        READY,
        /// A lane was lost; it answers nothing any more.
        LOST
    }

    public ModelVersion {
        labels = List.copyOf(labels);
    }
}
