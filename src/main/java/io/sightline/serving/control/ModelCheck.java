package io.sightline.serving.control;

import io.sightline.repository.ModelFiles;
import io.sightline.serving.ServedModel;
import java.util.Optional;

/// Holds a version that is warm against what is known of its answers, before requests meet it.
@FunctionalInterface
public interface ModelCheck {

    /// What is wrong with the answers of `model`, a clause; empty if nothing is known to be.
    ///
    /// @param files from which it was loaded
    Optional<String> fault(ServedModel model, ModelFiles files) throws InterruptedException;
}
