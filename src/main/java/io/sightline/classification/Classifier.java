package io.sightline.classification;

import io.sightline.image.decoder.DecodersInUse;
import io.sightline.serving.ModelDescription;
import io.sightline.serving.version.ModelStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Classifies one image at a time: prepares it, submits it to its model's batcher, waits, ranks.
///
/// Blocks the calling thread, a virtual one, until the answer or the deadline. Thread-safe.
public interface Classifier extends AutoCloseable {

    /// Opens the models of `settings`, without Spring and without HTTP, and returns once every lane
    /// has run every batch size.
    ///
    /// @throws io.sightline.repository.ModelFailedException if a model cannot be read or run
    /// @throws io.sightline.engine.EngineFailedException if the engine does not start
    /// @throws InterruptedException if the calling thread is interrupted; nothing stays open
    static Classifier open(ClassifierSettings settings) throws InterruptedException {
        return ClassifierOpening.open(settings);
    }

    /// Classifies `upload`, the bytes of one image file.
    ///
    /// @param model the name of a served model, and the version if it is not the default: `NAME`,
    ///   `NAME:2` or `NAME:canary`, as [io.sightline.serving.version.ModelReference] has it
    /// @param top how many predictions to give; at least 1, fewer are given if the model has fewer
    ///   classes
    /// @param deadlineNanos on the clock of [System#nanoTime()]
    /// @throws InterruptedException if the calling thread is interrupted; the request is withdrawn
    Classification classify(byte[] upload, String model, int top, long deadlineNanos)
            throws InterruptedException;

    /// The name of the model for requests that name none.
    String defaultModel();

    /// All models served, the default first; of each the version that is its default.
    List<ModelDescription> models();

    /// The version that `reference` stands for.
    ///
    /// @param reference `NAME`, `NAME:2` or `NAME:canary`
    Optional<ModelDescription> model(String reference);

    /// How the model of this name is served: its versions, and whether its last load failed.
    ModelStatus status(String name);

    /// The libraries that decode images here.
    DecodersInUse decoders();

    /// Longest time from the arrival of a request to its answer.
    Duration deadline();

    /// Answers what was submitted, then ends the lanes and decoders and frees the weights, if this
    /// classifier opened them. May be called again.
    @Override
    void close();
}
