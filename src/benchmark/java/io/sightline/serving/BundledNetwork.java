package io.sightline.serving;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.engine.Engine;
import io.sightline.engine.Network;
import io.sightline.repository.BundledFiles;
import io.sightline.repository.ReadModel;
import io.sightline.resnet.ResNet;
import io.sightline.resnet.StrideOrder;
import io.sightline.torchscript.Fusion;
import io.sightline.torchscript.MatrixProduct;
import io.sightline.torchscript.Precision;
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
    static Engine engine() {
        return engine(Runtime.getRuntime().availableProcessors());
    }

    /// The engine on the CPU with this many threads.
    static Engine engine(int threads) {
        return EngineStart.start(
                new InferenceProperties("cpu", 1, threads, 0, false, PrecisionSetting.AUTO),
                threads);
    }

    /// The ResNet-50 of the jar in float32.
    static Network load(Engine engine) throws IOException {
        return load(engine, PrecisionSetting.FLOAT32, false);
    }

    /// The ResNet-50 of the jar.
    ///
    /// @param asExported whether nothing is fused: of the operators that PyTorch exports
    static Network load(Engine engine, PrecisionSetting setting, boolean asExported)
            throws IOException {
        ReadModel model = ReadModel.of(new BundledFiles("resnet50"));
        PrecisionChoice choice =
                PrecisionChoice.of(
                        setting,
                        engine.hardware(),
                        model.name(),
                        model.network(),
                        model.card().calibration(),
                        model.ranges());
        Precision precision = choice.precision();
        return asExported
                ? load(engine, model.network(), model.checkpoint(), precision, Fusion.NONE)
                : new NetworkCompiler(engine).load(model, precision);
    }

    /// [MatrixProduct] in the arithmetic of a network.
    static Network product(Engine engine, PrecisionSetting setting) throws IOException {
        Precision precision =
                switch (setting) {
                    case BFLOAT16 -> new Precision.BFloat16();
                    case INT8 -> new Precision.Int8(Map.of());
                    case AUTO, FLOAT32 -> new Precision.Float32();
                };
        try (InputStream archive = MatrixProduct.archive(precision)) {
            return engine.load("product", archive);
        }
    }

    /// Multiplications and additions of one forward pass over one image.
    static long operations() {
        return ReadModel.of(new BundledFiles("resnet50")).network().operations(SIDE);
    }

    /// The network of any checkpoint, in float32.
    static Network compile(Engine engine, Checkpoint checkpoint, StrideOrder order)
            throws IOException {
        ResNet network = ResNet.of(checkpoint, order);
        Precision precision = new Precision.Float32();
        return load(engine, network, checkpoint, precision, engine.fusion(precision));
    }

    private static Network load(
            Engine engine,
            ResNet network,
            Checkpoint checkpoint,
            Precision precision,
            Fusion fusion)
            throws IOException {
        try (InputStream archive = new TorchScriptArchive(network, checkpoint, precision, fusion)) {
            return engine.load("measured", archive);
        }
    }
}
