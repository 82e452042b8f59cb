package io.sightline.classification;

import io.sightline.batching.Admission.Admitted;
import io.sightline.batching.Admission.Closed;
import io.sightline.batching.Admission.Denied;
import io.sightline.batching.Admission.Late;
import io.sightline.batching.Admission.Refused;
import io.sightline.batching.Batcher;
import io.sightline.batching.Outcome;
import io.sightline.batching.Outcome.Answered;
import io.sightline.batching.Outcome.Expired;
import io.sightline.batching.Outcome.Failed;
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
import io.sightline.image.ImagePreprocessor;
import io.sightline.image.Preparation.Prepared;
import io.sightline.image.Preparation.Rejected;
import io.sightline.image.Preparation.TimedOut;
import io.sightline.image.resize.ImageTensor;
import io.sightline.serving.Logits;
import io.sightline.serving.Models;
import io.sightline.serving.ServedModel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The classifier of the service: one preprocessor, a batcher for each model.
final class ImageClassifier implements Classifier {

    private final Models models;
    private final List<ModelDescription> descriptions;
    private final ImagePreprocessor preprocessor;
    private final ClassificationProperties properties;
    private final ClassificationMetrics metrics;

    ImageClassifier(
            Models models,
            ImagePreprocessor preprocessor,
            ClassificationProperties properties,
            ClassificationMetrics metrics) {
        this.models = models;
        this.descriptions =
                models.all().stream()
                        .map(model -> Descriptions.of(model, preprocessor.decoders()))
                        .toList();
        this.preprocessor = preprocessor;
        this.properties = properties;
        this.metrics = metrics;
        metrics.decoders(preprocessor.decoders());
    }

    @Override
    public Classification classify(byte[] upload, String model, int top, long deadlineNanos)
            throws InterruptedException {
        Optional<ServedModel> served = models.named(model);
        if (served.isEmpty()) {
            return new UnknownModel(model);
        }
        Optional<Denied<Logits>> denied = served.get().batcher().deny(deadlineNanos);
        if (denied.isPresent()) {
            return denied(denied.get());
        }
        long startNanos = System.nanoTime();
        try (var expected = served.get().batcher().expect()) {
            return switch (preprocessor.prepare(
                    upload, served.get().preprocessing(), deadlineNanos)) {
                case Rejected rejected -> rejected(rejected);
                case TimedOut _ -> new DeadlinePassed();
                case Prepared prepared ->
                        infer(
                                new Task(served.get(), prepared, top, startNanos, deadlineNanos),
                                expected);
            };
        }
    }

    /// One prepared image on its way through a model.
    private record Task(
            ServedModel model, Prepared prepared, int top, long startNanos, long deadlineNanos) {}

    private Classification rejected(Rejected rejected) {
        metrics.rejected(rejected.reason());
        return switch (rejected.reason()) {
            case EMPTY -> new EmptyUpload();
            case UNSUPPORTED_FORMAT -> new UnsupportedFormat(rejected.detail());
            case TOO_LARGE -> new ImageTooLarge(rejected.detail());
            case UNDECODABLE -> new UndecodableImage(rejected.detail());
        };
    }

    private Classification infer(Task task, Batcher<ImageTensor, Logits>.Expected expected)
            throws InterruptedException {
        Prepared prepared = task.prepared();
        return switch (expected.submit(
                prepared.tensor(),
                prepared.decode().plus(prepared.resize()),
                task.deadlineNanos())) {
            case Denied<Logits> denied -> denied(denied);
            case Admitted<Logits>(Future<Outcome<Logits>> outcome) -> await(outcome, task);
        };
    }

    private Classification denied(Denied<Logits> denied) {
        return switch (denied) {
            case Refused<Logits> _, Late<Logits> _ -> new QueueFull(properties.retryAfter());
            case Closed<Logits> _ -> new ShuttingDown();
        };
    }

    private Classification await(Future<Outcome<Logits>> outcome, Task task)
            throws InterruptedException {
        try {
            long remainingNanos = task.deadlineNanos() - System.nanoTime();
            return switch (outcome.get(remainingNanos, TimeUnit.NANOSECONDS)) {
                case Answered<Logits> answered -> classified(answered, task);
                case Expired<Logits> _ -> new DeadlinePassed();
                case Failed<Logits>(Throwable cause) -> new EngineFailed(cause);
            };
        } catch (TimeoutException _) {
            return new DeadlinePassed();
        } catch (ExecutionException e) {
            throw new AssertionError("an outcome completes normally", e);
        } finally {
            outcome.cancel(false); // without effect on a request that has its outcome
        }
    }

    private Classified classified(Answered<Logits> answered, Task task) {
        long rankNanos = System.nanoTime();
        List<Prediction> predictions =
                Ranking.top(task.top(), answered.output(), task.model().labels());
        long endNanos = System.nanoTime();
        Timings timings =
                new Timings(
                        task.prepared().decode(),
                        task.prepared().resize(),
                        answered.queued(),
                        answered.ran(),
                        Duration.ofNanos(endNanos - task.startNanos()));
        metrics.classified(timings, Duration.ofNanos(endNanos - rankNanos));
        return new Classified(Descriptions.tag(task.model()), predictions, timings);
    }

    @Override
    public String defaultModel() {
        return models.all().getFirst().name();
    }

    @Override
    public List<ModelDescription> models() {
        return descriptions;
    }

    @Override
    public Optional<ModelDescription> model(String name) {
        return descriptions.stream()
                .filter(description -> description.tag().name().equals(name))
                .findFirst();
    }

    @Override
    public Duration deadline() {
        return properties.deadline();
    }
}
