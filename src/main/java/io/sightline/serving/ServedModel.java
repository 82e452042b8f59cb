package io.sightline.serving;

import io.sightline.batching.Batcher;
import io.sightline.engine.NetworkOutput;
import io.sightline.image.resize.Preprocessing;
import io.sightline.repository.Labels;

/// One version of a model, loaded: how its images are prepared, its classes' names, and the batcher
/// that runs it.
///
/// @param description what doors show of it
/// @param preprocessing what is done to an image first
/// @param labels one for each logit
/// @param batcher takes images that are prepared, gives what each request wants
/// @param release frees the weights, once the batcher is closed
public record ServedModel(
        ModelDescription description,
        Preprocessing preprocessing,
        Labels labels,
        Batcher<NetworkRequest, NetworkOutput> batcher,
        Runnable release)
        implements AutoCloseable {

    /// As in URLs and settings.
    public String name() {
        return description.name();
    }

    /// Whether it runs forward passes that have a thread on each of `processors` and none beside
    /// them.
    boolean fills(int processors) {
        return description.device().equals("cpu") && description.parallelism().fills(processors);
    }

    /// Answers what was admitted, ends the lanes, frees the weights.
    @Override
    public void close() {
        batcher.close();
        release.run();
    }
}
