package io.sightline.engine;

/// The engine on the CPU with all processors, as a service starts it.
public final class TestEngine {

    private TestEngine() {}

    public static Engine cpu() {
        int threads = Runtime.getRuntime().availableProcessors();
        return new TorchEngine(new EngineOptions("cpu", threads, true, false));
    }
}
