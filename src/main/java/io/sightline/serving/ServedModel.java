package io.sightline.serving;

import io.sightline.batching.Batcher;
import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.engine.NetworkOutput;
import io.sightline.image.resize.Preprocessing;
import io.sightline.repository.Golden;
import io.sightline.repository.Labels;
import io.sightline.repository.ModelFailedException;
import io.sightline.serving.version.ModelReference;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/// One version of a model, loaded: how its images are prepared, its classes' names, and the batcher
/// that runs it.
///
/// @param description what doors show of it
/// @param preprocessing what is done to an image first
/// @param labels one for each logit
/// @param golden an image whose answer is known; none or one
/// @param stamp of its files when they were read, as [io.sightline.repository.ModelFiles#stamp()]
///   gives it
/// @param batcher takes images that are prepared, gives what each request wants
/// @param release frees the weights, once the batcher is closed
public record ServedModel(
        ModelDescription description,
        Preprocessing preprocessing,
        Labels labels,
        List<Golden> golden,
        String stamp,
        Batcher<NetworkRequest, NetworkOutput> batcher,
        Runnable release)
        implements AutoCloseable {

    public ServedModel {
        golden = List.copyOf(golden);
    }

    /// As in URLs and settings.
    public String name() {
        return description.name();
    }

    /// Its name, with its number if it has one.
    public String reference() {
        return ModelReference.of(name(), description.number()).toString();
    }

    /// Waits until every lane has run every batch size.
    ///
    /// @throws ModelFailedException if one could not
    public void awaitReady() throws InterruptedException {
        try {
            batcher.ready().get();
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    /// What is wrong with the weights, or else with loading them, if that is it.
    private ModelFailedException failure(ExecutionException failure) {
        List<Throwable> causes =
                Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause).toList();
        Optional<String> known =
                causes.stream()
                        .filter(ModelFailedException.class::isInstance)
                        .findFirst()
                        .map(Throwable::getMessage);
        Optional<String> weights =
                causes.stream()
                        .filter(InvalidCheckpointException.class::isInstance)
                        .findFirst()
                        .map(Throwable::getMessage);
        String reason = weights.orElseGet(() -> String.valueOf(failure.getCause()));
        String message = "model %s cannot run: %s".formatted(reference(), reason);
        return new ModelFailedException(
                weights.isPresent() ? message : known.orElse(message), failure);
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
