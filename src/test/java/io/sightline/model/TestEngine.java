package io.sightline.model;

/// The engine on the CPU with all processors, as a service starts it.
final class TestEngine {

    private TestEngine() {}

    static TorchEngine cpu() {
        return new TorchEngine(
                new InferenceProperties("cpu", 0, 0, 0, false, PrecisionSetting.AUTO),
                Runtime.getRuntime().availableProcessors());
    }
}
