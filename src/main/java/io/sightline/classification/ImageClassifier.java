package io.sightline.classification;

import io.sightline.batching.Admission.Refused;
import io.sightline.batching.Outcome;
import io.sightline.batching.Outcome.Answered;
import io.sightline.batching.Outcome.Expired;
import io.sightline.batching.Outcome.Failed;
import io.sightline.batching.Refusal;
import io.sightline.batching.Ticket;
import io.sightline.classification.Classification.Classified;
import io.sightline.classification.Classification.DeadlinePassed;
import io.sightline.classification.Classification.EmptyUpload;
import io.sightline.classification.Classification.EngineFailed;
import io.sightline.classification.Classification.ImageTooLarge;
import io.sightline.classification.Classification.QueueFull;
import io.sightline.classification.Classification.ShuttingDown;
import io.sightline.classification.Classification.UndecodableImage;
import io.sightline.classification.Classification.UnknownModel;
import io.sightline.classification.Classification.UnsupportedFormat;
import io.sightline.classification.Classification.WouldBeLate;
import io.sightline.engine.NetworkOutput;
import io.sightline.engine.Output;
import io.sightline.image.ImagePreprocessor;
import io.sightline.image.Preparation.Prepared;
import io.sightline.image.Preparation.Rejected;
import io.sightline.image.Preparation.TimedOut;
import io.sightline.image.decoder.DecodersInUse;
import io.sightline.serving.ModelDescription;
import io.sightline.serving.ModelRegistry;
import io.sightline.serving.NetworkRequest;
import io.sightline.serving.ServedModel;
import io.sightline.serving.version.ModelStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The classifier of the service: one preprocessor, a batcher for each model.
final class ImageClassifier implements Classifier {

    private final ModelRegistry models;
    private final ImagePreprocessor preprocessor;
    private final ClassificationProperties properties;
    private final ClassificationMetrics metrics;
    private final Runnable closing;

    /// @param closing closes the models and the preprocessor, if this classifier owns them
    ImageClassifier(
            ModelRegistry models,
            ImagePreprocessor preprocessor,
            ClassificationProperties properties,
            ClassificationMetrics metrics,
            Runnable closing) {
        this.models = models;
        this.preprocessor = preprocessor;
        this.properties = properties;
        this.metrics = metrics;
        this.closing = closing;
        metrics.decoders(preprocessor.decoders());
        metrics.memory(preprocessor.memory());
    }

    @Override
    public Classification classify(byte[] upload, String model, int top, long deadlineNanos)
            throws InterruptedException {
        Optional<ModelRegistry.Lease> found = models.lease(model);
        if (found.isEmpty()) {
            return new UnknownModel(model);
        }
        try (ModelRegistry.Lease lease = found.get()) {
            return classify(upload, lease.model(), top, deadlineNanos);
        }
    }

    private Classification classify(byte[] upload, ServedModel model, int top, long deadlineNanos)
            throws InterruptedException {
        return switch (model.batcher().admit(deadlineNanos)) {
            case Refused<NetworkRequest, NetworkOutput>(Refusal reason) -> refused(reason);
            case Ticket<NetworkRequest, NetworkOutput> ticket -> {
                Task task = new Task(model, ticket, top, System.nanoTime(), deadlineNanos);
                try (ticket) {
                    yield classify(upload, task);
                }
            }
        };
    }

    /// One image on its way through a model.
    private record Task(
            ServedModel model,
            Ticket<NetworkRequest, NetworkOutput> ticket,
            int top,
            long startNanos,
            long deadlineNanos) {}

    private Classification classify(byte[] upload, Task task) throws InterruptedException {
        return switch (preprocessor.prepare(
                upload, task.model().preprocessing(), task.deadlineNanos())) {
            case Rejected rejected -> rejected(rejected);
            case TimedOut _ -> new DeadlinePassed();
            case Prepared prepared -> infer(prepared, task);
        };
    }

    private Classification rejected(Rejected rejected) {
        metrics.rejected(rejected.reason());
        return switch (rejected.reason()) {
            case EMPTY -> new EmptyUpload();
            case UNSUPPORTED_FORMAT -> new UnsupportedFormat(rejected.detail());
            case TOO_LARGE -> new ImageTooLarge(rejected.detail());
            case UNDECODABLE -> new UndecodableImage(rejected.detail());
        };
    }

    private Classification refused(Refusal reason) {
        return switch (reason) {
            case FULL -> new QueueFull(properties.retryAfter());
            case LATE -> new WouldBeLate(properties.retryAfter());
            case CLOSED -> new ShuttingDown();
        };
    }

    private Classification infer(Prepared prepared, Task task) throws InterruptedException {
        Future<Outcome<NetworkOutput>> outcome =
                task.ticket()
                        .submit(
                                NetworkRequest.logits(prepared.tensor()),
                                prepared.decode().plus(prepared.resize()));
        try {
            long remainingNanos = task.deadlineNanos() - System.nanoTime();
            return switch (outcome.get(remainingNanos, TimeUnit.NANOSECONDS)) {
                case Answered<NetworkOutput> answered -> classified(answered, prepared, task);
                case Expired<NetworkOutput> _ -> new DeadlinePassed();
                case Failed<NetworkOutput>(Throwable cause) -> new EngineFailed(cause);
                case Outcome.Refused<NetworkOutput>(Refusal reason) -> refused(reason);
            };
        } catch (TimeoutException _) {
            return new DeadlinePassed();
        } catch (ExecutionException e) {
            throw new AssertionError("an outcome completes normally", e);
        }
    }

    private Classified classified(Answered<NetworkOutput> answered, Prepared prepared, Task task) {
        long rankNanos = System.nanoTime();
        List<Prediction> predictions =
                Ranking.top(
                        task.top(), answered.output().copy(Output.LOGITS), task.model().labels());
        long endNanos = System.nanoTime();
        Timings timings =
                new Timings(
                        prepared.decode(),
                        prepared.resize(),
                        answered.queued(),
                        answered.ran(),
                        Duration.ofNanos(endNanos - task.startNanos()));
        metrics.classified(timings, Duration.ofNanos(endNanos - rankNanos));
        return new Classified(task.model().description(), predictions, timings);
    }

    @Override
    public String defaultModel() {
        return models.all().getFirst().name();
    }

    @Override
    public List<ModelDescription> models() {
        return models.all().stream().map(ServedModel::description).toList();
    }

    @Override
    public Optional<ModelDescription> model(String reference) {
        return models.find(reference);
    }

    @Override
    public ModelStatus status(String name) {
        return models.status(name);
    }

    @Override
    public DecodersInUse decoders() {
        return preprocessor.decoders();
    }

    @Override
    public Duration deadline() {
        return properties.deadline();
    }

    @Override
    public void close() {
        closing.run();
    }
}
