package io.sightline.serving;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.engine.LoadedNetwork;
import io.sightline.engine.TorchEngine;
import io.sightline.repository.BundledFiles;
import io.sightline.repository.ReadModel;
import io.sightline.resnet.ResNet;
import io.sightline.resnet.StrideOrder;
import io.sightline.torchscript.Arithmetic;
import io.sightline.torchscript.MatrixProduct;
import io.sightline.torchscript.TorchScriptArchive;
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
        return EngineStart.start(
                new InferenceProperties("cpu", 1, threads, 0, false, PrecisionSetting.AUTO),
                threads);
    }

    /// The ResNet-50 of the jar in float32.
    static LoadedNetwork load(TorchEngine engine) throws IOException {
        return load(engine, PrecisionSetting.FLOAT32, false);
    }

    /// The ResNet-50 of the jar.
    ///
    /// @param asExported whether nothing is fused: of the operators that PyTorch exports
    static LoadedNetwork load(TorchEngine engine, PrecisionSetting precision, boolean asExported)
            throws IOException {
        ReadModel model = ReadModel.of(new BundledFiles("resnet50"));
        PrecisionChoice choice =
                PrecisionChoice.of(
                        precision,
                        engine.hardware(),
                        model.name(),
                        model.card().calibration(),
                        model.ranges());
        Arithmetic arithmetic = choice.arithmetic();
        return asExported
                ? load(engine, model.network(), model.checkpoint(), arithmetic, false)
                : new NetworkCompiler(engine).load(model, arithmetic);
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
