package io.sightline.serving;

import io.sightline.batching.Batcher;
import io.sightline.engine.NetworkOutput;
import io.sightline.image.resize.Preprocessing;
import io.sightline.repository.Labels;

/// A model in service: its network, how its images are prepared, its classes' names, and the
/// batcher that runs it.
///
/// @param name as in URLs and settings
/// @param network what was compiled
/// @param preprocessing what is done to an image first
/// @param labels one for each logit
/// @param engine where and how it runs
/// @param batcher takes images that are prepared, gives what each request wants
/// @param release frees the weights, once the batcher is closed
public record ServedModel(
        String name,
        NetworkSummary network,
        Preprocessing preprocessing,
        Labels labels,
        EngineSettings engine,
        Batcher<NetworkRequest, NetworkOutput> batcher,
        Runnable release)
        implements AutoCloseable {

    /// One line for the log, for example `resnet50: ResNet-50 v1, 25,557,032 parameters, float32 on
    /// cpu (…), lanes x threads 1 x 2, batches of up to 8`.
    String summary() {
        return "%s: %s, %,d parameters, %s on %s (%s), lanes x threads %s, batches of up to %d"
                .formatted(
                        name,
                        network.architecture(),
                        network.parameters(),
                        engine.precision(),
                        engine.device(),
                        engine.precisionReason(),
                        engine.parallelism(),
                        engine.maxBatchSize());
    }

    /// Whether it runs forward passes that have a thread on each of `processors` and none beside
    /// them.
    boolean fills(int processors) {
        return engine.device().equals("cpu") && engine.parallelism().fills(processors);
    }

    /// Answers what was admitted, ends the lanes, frees the weights.
    @Override
    public void close() {
        batcher.close();
        release.run();
    }

    /// Where and how a network runs.
    ///
    /// @param device for example `cpu` or `gpu:0`
    /// @param precision number format of weights and activations
    /// @param precisionReason why that one, a sentence
    /// @param parallelism how it shares the processors
    /// @param maxBatchSize most images in one forward pass
    public record EngineSettings(
            String device,
            String precision,
            String precisionReason,
            Parallelism parallelism,
            int maxBatchSize) {}
}
