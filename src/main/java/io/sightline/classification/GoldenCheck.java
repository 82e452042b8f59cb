package io.sightline.classification;

import io.sightline.batching.Admission.Refused;
import io.sightline.batching.Outcome;
import io.sightline.batching.Outcome.Answered;
import io.sightline.batching.Ticket;
import io.sightline.engine.NetworkOutput;
import io.sightline.engine.Output;
import io.sightline.image.ImagePreprocessor;
import io.sightline.image.Preparation.Prepared;
import io.sightline.repository.Golden;
import io.sightline.repository.ModelFiles;
import io.sightline.serving.NetworkRequest;
import io.sightline.serving.ServedModel;
import io.sightline.serving.control.ModelCheck;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/// Lets a version that was loaded classify its golden image, if its card names one, as it would a
/// client's, and compares the answer with the one recorded.
final class GoldenCheck implements ModelCheck {

    /// The answer is not due to anybody, and decoding may wait for those that are.
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int MAX_IMAGE_BYTES = 64 << 20;

    private final ImagePreprocessor preprocessor;

    GoldenCheck(ImagePreprocessor preprocessor) {
        this.preprocessor = preprocessor;
    }

    @Override
    public Optional<String> fault(ServedModel model, ModelFiles files) throws InterruptedException {
        for (Golden golden : model.golden()) {
            Optional<String> fault = fault(model, files, golden);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private Optional<String> fault(ServedModel model, ModelFiles files, Golden golden)
            throws InterruptedException {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        byte[] image;
        try (InputStream stream = files.open(golden.image())) {
            image = stream.readNBytes(MAX_IMAGE_BYTES);
        } catch (IOException e) {
            return Optional.of(
                    "the golden image %s cannot be read: %s"
                            .formatted(golden.image(), e.getMessage()));
        }
        if (!(preprocessor.prepare(image, model.preprocessing(), deadlineNanos)
                instanceof Prepared prepared)) {
            return Optional.of("the golden image %s cannot be decoded".formatted(golden.image()));
        }
        return answer(model, prepared, deadlineNanos)
                .map(logits -> Ranking.top(logits.length, logits, model.labels()))
                .map(ranking -> deviation(golden, ranking, model.description().precision()))
                .orElseGet(() -> Optional.of("the golden image has no answer"));
    }

    private static Optional<float[]> answer(
            ServedModel model, Prepared prepared, long deadlineNanos) throws InterruptedException {
        return switch (model.batcher().admit(deadlineNanos)) {
            case Refused<NetworkRequest, NetworkOutput> _ -> Optional.empty();
            case Ticket<NetworkRequest, NetworkOutput> ticket -> {
                try (ticket) {
                    Outcome<NetworkOutput> outcome =
                            ticket.submit(NetworkRequest.logits(prepared.tensor()), Duration.ZERO)
                                    .get();
                    yield outcome instanceof Answered<NetworkOutput> answered
                            ? Optional.of(answered.output().copy(Output.LOGITS))
                            : Optional.empty();
                } catch (ExecutionException e) {
                    throw new AssertionError("an outcome completes normally", e);
                }
            }
        };
    }

    private static Optional<String> deviation(
            Golden golden, List<Prediction> ranking, String precision) {
        return golden.deviation(
                ranking.stream().map(Prediction::index).toList(),
                ranking.stream().map(Prediction::probability).toList(),
                Golden.tolerance(precision));
    }
}
