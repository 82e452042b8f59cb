package io.sightline.http;

import io.sightline.classification.Classification;
import io.sightline.classification.Classification.Classified;
import io.sightline.classification.Classification.EmptyUpload;
import io.sightline.classification.Classification.UnsupportedFormat;
import io.sightline.classification.Classifier;
import io.sightline.classification.Prediction;
import io.sightline.classification.Timings;
import io.sightline.image.decoder.DecodersInUse;
import io.sightline.serving.ModelDescription;
import io.sightline.serving.ModelDescription.PreprocessingDescription;
import io.sightline.serving.ModelDescription.StageDescription;
import io.sightline.serving.Parallelism;
import io.sightline.serving.version.LoadFailure;
import io.sightline.serving.version.ModelReference;
import io.sightline.serving.version.ModelStatus;
import io.sightline.serving.version.ModelVersion;
import io.sightline.serving.version.ModelVersion.State;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Answers each upload by its text as told; `cat` is a cat, and other texts are no images.
///
/// Uploads that begin with `held` wait at a gate until [#release(int)].
final class ScriptedClassifier implements Classifier {

    static final Classified CAT =
            new Classified(
                    describe("resnet50"),
                    List.of(
                            new Prediction(285, "n02124075", "Egyptian cat", 0.7636364f),
                            new Prediction(281, "", "tabby", 0.1f)),
                    new Timings(
                            Duration.ofNanos(1_900_000),
                            Duration.ofNanos(600_000),
                            Duration.ofNanos(100_000),
                            Duration.ofNanos(11_840_000),
                            Duration.ofNanos(14_900_000)));

    /// One call, as it came in; the upload as text.
    record Call(String upload, String model, int top, long deadlineNanos) {}

    private final Map<String, Supplier<Classification>> script = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Semaphore arrived = new Semaphore(0);
    private final Semaphore released = new Semaphore(0);

    void answer(String upload, Supplier<Classification> classification) {
        script.put(upload, classification);
    }

    /// The calls so far, in order.
    List<Call> calls() {
        return calls;
    }

    void forgetCalls() {
        calls.clear();
    }

    /// Waits until `count` more uploads wait at the gate.
    void awaitHeld(int count) throws InterruptedException {
        if (!arrived.tryAcquire(count, 20, TimeUnit.SECONDS)) {
            throw new AssertionError("fewer than %d uploads wait".formatted(count));
        }
    }

    /// Lets `count` uploads through the gate.
    void release(int count) {
        released.release(count);
    }

    @Override
    public Classification classify(byte[] upload, String model, int top, long deadlineNanos)
            throws InterruptedException {
        String text = new String(upload, StandardCharsets.UTF_8);
        calls.add(new Call(text, model, top, deadlineNanos));
        if (text.startsWith("held")) {
            arrived.release();
            released.acquire();
            return CAT;
        }
        if (script.containsKey(text)) {
            return script.get(text).get();
        }
        return switch (text) {
            case "cat" -> CAT;
            case "" -> new EmptyUpload();
            default -> new UnsupportedFormat("upload begins with text, must be an image");
        };
    }

    @Override
    public String defaultModel() {
        return "resnet50";
    }

    @Override
    public List<ModelDescription> models() {
        return List.of(describe("resnet50"), describe("other"), describe("numbered"));
    }

    /// `numbered` is served in the versions 1, which is the default, and 2, the canary.
    @Override
    public Optional<ModelDescription> model(String reference) {
        ModelReference wanted = ModelReference.of(reference);
        return models().stream()
                .filter(model -> model.name().equals(wanted.name()))
                .filter(
                        model ->
                                wanted.version().isEmpty()
                                        || (model.name().equals("numbered")
                                                && wanted.version().matches("1|2|canary")))
                .findFirst();
    }

    @Override
    public ModelStatus status(String name) {
        return switch (name) {
            case "resnet50", "other" ->
                    new ModelStatus(
                            List.of(
                                    new ModelVersion(
                                            0, "0123456789ab", List.of(), true, State.READY)),
                            List.of());
            case "numbered" ->
                    new ModelStatus(
                            List.of(
                                    new ModelVersion(
                                            1, "0123456789ab", List.of(), true, State.READY),
                                    new ModelVersion(
                                            2,
                                            "ba9876543210",
                                            List.of("canary"),
                                            false,
                                            State.READY)),
                            List.of(
                                    new LoadFailure(
                                            Instant.ofEpochSecond(1_800_000_000, 5),
                                            "model numbered:3 cannot be loaded: no")));
            default -> new ModelStatus(List.of(), List.of());
        };
    }

    @Override
    public Duration deadline() {
        return Duration.ofSeconds(30);
    }

    @Override
    public DecodersInUse decoders() {
        return new DecodersInUse("turbojpeg", "none");
    }

    @Override
    public void close() {}

    private static ModelDescription describe(String name) {
        return new ModelDescription(
                name,
                name.equals("numbered") ? 1 : 0,
                "0123456789ab",
                "ResNet-50 v1",
                "int8",
                "the processor has 8-bit instructions",
                "cpu",
                25_557_032L,
                8_200_000_000L,
                1000,
                List.of(new StageDescription("layer1", List.of("F(x) + Wx", "F(x) + x"))),
                new PreprocessingDescription(
                        256,
                        224,
                        "crop",
                        "bilinear",
                        List.of(0.485f, 0.456f, 0.406f),
                        List.of(0.229f, 0.224f, 0.225f)),
                new Parallelism(2, 1, 2),
                8);
    }
}
