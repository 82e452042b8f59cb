package io.sightline.model;

import io.sightline.resnet.Checkpoint;
import io.sightline.resnet.ResNet;
import io.sightline.resnet.Safetensors;
import io.sightline.resnet.StrideOrder;
import io.sightline.resnet.TorchScriptArchive;
import java.io.IOException;
import java.io.InputStream;

/// Loads networks to measure with, past the lanes that a service would start for them.
final class BundledNetwork {

    /// Pixels of each side of the bundled model's images.
    static final int SIDE = 224;

    private BundledNetwork() {}

    /// The engine on the CPU with all processors, as a service starts it.
    static TorchEngine engine() {
        return engine(Runtime.getRuntime().availableProcessors());
    }

    /// The engine on the CPU with this many threads.
    static TorchEngine engine(int threads) {
        return new TorchEngine(new InferenceProperties("cpu", 1, threads, false), threads);
    }

    /// The ResNet-50 of the jar.
    static LoadedNetwork load(TorchEngine engine) throws IOException {
        try (InputStream weights = new BundledFiles("resnet50").open("weights.safetensors")) {
            return compile(engine, Safetensors.read(weights.readAllBytes()), StrideOrder.V1);
        }
    }

    /// The network of any checkpoint.
    static LoadedNetwork compile(TorchEngine engine, Checkpoint checkpoint, StrideOrder order)
            throws IOException {
        ResNet network = ResNet.of(checkpoint, order);
        try (InputStream archive = new TorchScriptArchive(network, checkpoint, new io.sightline.resnet.Arithmetic.Float32())) {
            return engine.load("measured", archive);
        }
    }
}
