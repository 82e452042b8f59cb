package io.sightline.serving.control;

import io.sightline.serving.version.ModelVersion;
import java.util.List;

/// What came of a change to the versions of a model in service.
///
/// Every `reason` is a sentence that names the model.
public sealed interface Update {

    /// New versions serve, the old ones are closed.
    ///
    /// @param versions in service now
    record Loaded(List<ModelVersion> versions) implements Update {

        public Loaded {
            versions = List.copyOf(versions);
        }
    }

    /// What the settings choose is served already, as it is in its folder.
    record Unchanged() implements Update {}

    /// The model is not served any more.
    record Unloaded() implements Update {}

    /// There is no such model, in service or in a folder.
    record Unknown(String reason) implements Update {}

    /// Another change is under way, or the change would leave nothing to serve.
    record Refused(String reason) implements Update {}

    /// The new versions do not load or answer wrongly; what was served is served.
    ///
    /// @param unread whether the files could not be read, which may be because they are being
    ///   written
    record Failed(String reason, boolean unread) implements Update {}
}
