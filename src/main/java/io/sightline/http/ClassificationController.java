package io.sightline.http;

import io.sightline.classification.Classification;
import io.sightline.classification.Classification.Classified;
import io.sightline.classification.Classification.EngineFailed;
import io.sightline.classification.Classifier;
import io.sightline.http.ClassificationRequest.Invalid;
import io.sightline.http.ClassificationRequest.Valid;
import io.sightline.intake.UploadBudget;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// Answers `POST /v1/classifications`: one image as the body, or several as the files of a form.
///
/// What can be refused without the body is refused before any of it is read.
@RestController
final class ClassificationController {

    static final String PATH = "/v1/classifications";

    private static final Logger LOGGER = LoggerFactory.getLogger(ClassificationController.class);

    private final Classifier classifier;
    private final UploadBudget budget;
    private final HttpProperties properties;
    private final HttpMetrics metrics;

    ClassificationController(
            Classifier classifier,
            UploadBudget budget,
            HttpProperties properties,
            HttpMetrics metrics) {
        this.classifier = classifier;
        this.budget = budget;
        this.properties = properties;
        this.metrics = metrics;
    }

    @PostMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> classify(HttpServletRequest request)
            throws IOException, InterruptedException {
        long arrivedNanos = Exchange.of(request).arrivedNanos();
        return switch (ClassificationRequest.of(request, arrivedNanos, classifier)) {
            case Invalid(Problem problem) -> Replies.failure(problem, request);
            case Valid valid -> receive(valid, request);
        };
    }

    private ResponseEntity<Object> receive(Valid valid, HttpServletRequest request)
            throws IOException, InterruptedException {
        Exchange exchange = Exchange.of(request);
        exchange.asks(valid.model().name());
        try (Upload upload = new Upload(budget, properties.maxUploadBytes())) {
            long startNanos = System.nanoTime();
            Optional<Problem> unread =
                    upload.receive(
                            request.getInputStream(),
                            request.getContentLengthLong(),
                            valid.deadlineNanos());
            if (unread.isPresent()) {
                return Replies.failure(unread.get(), request);
            }
            Duration read = Duration.ofNanos(System.nanoTime() - startNanos);
            metrics.read(read);
            exchange.spent("read", read);
            return switch (valid.body()) {
                case BodyKind.Form(String boundary) -> several(upload, boundary, valid, request);
                case BodyKind.Image() -> one(upload.bytes(), valid, request);
                case BodyKind.Unsupported(String detail) -> // refused by now
                        throw new IllegalStateException(detail);
            };
        }
    }

    private ResponseEntity<Object> one(byte[] image, Valid valid, HttpServletRequest request)
            throws InterruptedException {
        Exchange exchange = Exchange.of(request);
        Classification classification = classify(image, valid);
        if (classification instanceof Classified(_, _, var timings)) {
            exchange.spent("decode", timings.decode());
            exchange.spent("resize", timings.resize());
            exchange.spent("queue", timings.queue());
            exchange.spent("inference", timings.inference());
        }
        return switch (answer(classification, valid)) {
            case Problem problem -> Replies.failure(problem, request);
            case ClassificationAnswer answer -> {
                exchange.succeeds("classified");
                yield Replies.success(answer);
            }
        };
    }

    private ResponseEntity<Object> several(
            Upload upload, String boundary, Valid valid, HttpServletRequest request)
            throws InterruptedException {
        Multipart form = Multipart.parse(upload.bytes(), boundary, properties.maxImages());
        if (form instanceof Multipart.Refused(ProblemType kind, String detail)) {
            return Replies.failure(Problem.of(kind, detail), request);
        }
        Optional<List<byte[]>> images = upload.cut(((Multipart.Files) form).parts());
        if (images.isEmpty()) {
            return Replies.failure(Upload.memoryFull(), request);
        }
        List<Answer> answers = new ArrayList<>();
        for (Classification classification : classifyTogether(images.get(), valid)) {
            answers.add(answer(classification, valid));
        }
        Exchange.of(request)
                .succeeds(
                        answers.stream().allMatch(ClassificationAnswer.class::isInstance)
                                ? "classified"
                                : "partial");
        return Replies.success(new Answer.Several(answers));
    }

    /// Classifies all images at the same time, so that they can share a batch.
    private List<Classification> classifyTogether(List<byte[]> images, Valid valid)
            throws InterruptedException {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Classification>> tasks = new ArrayList<>();
            for (byte[] image : images) {
                tasks.add(() -> classify(image, valid));
            }
            List<Classification> classifications = new ArrayList<>();
            for (Future<Classification> future : executor.invokeAll(tasks)) {
                classifications.add(outcome(future));
            }
            return classifications;
        }
    }

    private static Classification outcome(Future<Classification> future)
            throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            return new EngineFailed(e); // one image's bug must not take the others' answers
        }
    }

    private Classification classify(byte[] image, Valid valid) throws InterruptedException {
        return classifier.classify(
                image, valid.model().toString(), valid.top(), valid.deadlineNanos());
    }

    private static Answer answer(Classification classification, Valid valid) {
        if (classification instanceof EngineFailed(Throwable cause)) {
            LOGGER.error("The engine failed on an image for model {}", valid.model(), cause);
        }
        return Answer.of(classification);
    }
}
