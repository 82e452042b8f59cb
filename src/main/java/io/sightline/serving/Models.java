package io.sightline.serving;

import io.sightline.batching.ProcessorSharing;
import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.repository.ModelFailedException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/// All models in service, the default first.
public final class Models implements AutoCloseable {

    private final List<ServedModel> models;

    /// Whether decoding waits for passes, by the rules of [ProcessorSharing].
    private final boolean decodingYields;

    /// @param models at least one
    Models(List<ServedModel> models) {
        this.models = List.copyOf(models);
        this.decodingYields =
                ProcessorSharing.preparationYields(
                        models.size(),
                        models.getFirst().fills(Runtime.getRuntime().availableProcessors()));
    }

    /// All of them, the default first.
    public List<ServedModel> all() {
        return models;
    }

    /// The model of this name.
    public Optional<ServedModel> named(String name) {
        return models.stream().filter(model -> model.name().equals(name)).findFirst();
    }

    /// Waits until every lane of every model has run every batch size.
    ///
    /// @throws ModelFailedException if one could not
    void awaitReady() throws InterruptedException {
        for (ServedModel model : models) {
            try {
                model.batcher().ready().get();
            } catch (ExecutionException e) {
                throw new ModelFailedException(
                        "model %s cannot run: %s".formatted(model.name(), reason(e)), e);
            }
        }
    }

    /// What is wrong with the weights, if that is it.
    private static String reason(ExecutionException failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof InvalidCheckpointException wrong) {
                return String.valueOf(wrong.getMessage());
            }
        }
        return String.valueOf(failure.getCause());
    }

    /// Waits while a forward pass has all processors to itself, but not beyond `deadlineNanos`: the
    /// first rule of [ProcessorSharing], which says when and why.
    public void awaitProcessors(long deadlineNanos) throws InterruptedException {
        if (decodingYields) {
            models.getFirst().batcher().awaitProcessors(deadlineNanos);
        }
    }

    /// The names of the models that have lost a lane and answer nothing any more.
    List<String> lost() {
        return models.stream()
                .filter(model -> !model.batcher().accepting())
                .map(ServedModel::name)
                .toList();
    }

    /// Answers what was admitted, then ends the lanes and frees the weights.
    @Override
    public void close() {
        models.forEach(ServedModel::close);
    }
}
