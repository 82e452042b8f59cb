package io.sightline.serving;

import io.sightline.engine.Engine;
import io.sightline.engine.EngineOptions;
import io.sightline.engine.Hardware;
import io.sightline.engine.TorchEngine;
import io.sightline.machine.Affinity;
import io.sightline.torchscript.Precision;
import java.time.Duration;

/// Starts the engine as the settings have it.
public final class EngineStart {

    private EngineStart() {}

    /// Starts the engine with the maximum number of threads that a pass of any network may have.
    ///
    /// @param processors how many processors' time the process is granted
    /// @throws io.sightline.engine.EngineFailedException if it does not start, or the device asked
    ///   for is not there
    public static Engine start(InferenceProperties properties, int processors) {
        Parallelism parallelism =
                Parallelism.of(
                        properties,
                        Duration.ZERO,
                        processors,
                        Hardware.ofProcessor(),
                        new Precision.Float32());
        boolean binds = parallelism.fills(Affinity.ofThread().processors());
        return new TorchEngine(
                new EngineOptions(
                        properties.device(),
                        Math.max(parallelism.threads(), parallelism.soloThreads()),
                        binds,
                        properties.downloadNatives()));
    }
}
