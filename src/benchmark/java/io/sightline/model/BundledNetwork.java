package io.sightline.model;

import io.sightline.resnet.Arithmetic;
import io.sightline.resnet.Checkpoint;
import io.sightline.resnet.MatrixProduct;
import io.sightline.resnet.ResNet;
import io.sightline.resnet.StrideOrder;
import io.sightline.resnet.TorchScriptArchive;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

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
        return new TorchEngine(
                new InferenceProperties("cpu", 1, threads, 0, false, PrecisionSetting.AUTO),
                threads);
    }

    /// The ResNet-50 of the jar in float32.
    static LoadedNetwork load(TorchEngine engine) {
        return load(engine, PrecisionSetting.FLOAT32);
    }

    /// The ResNet-50 of the jar.
    static LoadedNetwork load(TorchEngine engine, PrecisionSetting precision) {
        ReadModel model = ReadModel.of(new BundledFiles("resnet50"));
        return model.load(engine, arithmetic(engine, precision, model));
    }

    /// The same with nothing fused, of the operators that PyTorch exports.
    static LoadedNetwork loadAsExported(TorchEngine engine, PrecisionSetting precision)
            throws IOException {
        ReadModel model = ReadModel.of(new BundledFiles("resnet50"));
        Arithmetic arithmetic = arithmetic(engine, precision, model);
        return load(engine, model.network(), model.checkpoint(), arithmetic, false);
    }

    private static Arithmetic arithmetic(
            TorchEngine engine, PrecisionSetting precision, ReadModel model) {
        PrecisionChoice choice =
                PrecisionChoice.of(
                        precision,
                        engine.hardware(),
                        model.name(),
                        model.card().calibration(),
                        model.ranges());
        return choice.arithmetic();
    }

    /// [MatrixProduct] in the arithmetic of a network.
    static LoadedNetwork product(TorchEngine engine, PrecisionSetting precision)
            throws IOException {
        Arithmetic arithmetic =
                switch (precision) {
                    case BFLOAT16 -> new Arithmetic.BFloat16();
                    case INT8 -> new Arithmetic.Int8(Map.of());
                    case AUTO, FLOAT32 -> new Arithmetic.Float32();
                };
        try (InputStream archive = MatrixProduct.archive(arithmetic)) {
            return engine.load("product", archive);
        }
    }

    /// Multiplications and additions of one forward pass over one image.
    static long operations() {
        return ReadModel.of(new BundledFiles("resnet50")).network().operations(SIDE);
    }

    /// The network of any checkpoint, in float32.
    static LoadedNetwork compile(TorchEngine engine, Checkpoint checkpoint, StrideOrder order)
            throws IOException {
        ResNet network = ResNet.of(checkpoint, order);
        Arithmetic arithmetic = new Arithmetic.Float32();
        return load(engine, network, checkpoint, arithmetic, engine.fuses(arithmetic));
    }

    private static LoadedNetwork load(
            TorchEngine engine,
            ResNet network,
            Checkpoint checkpoint,
            Arithmetic arithmetic,
            boolean fused)
            throws IOException {
        try (InputStream archive = new TorchScriptArchive(network, checkpoint, arithmetic, fused)) {
            return engine.load("measured", archive);
        }
    }
}
