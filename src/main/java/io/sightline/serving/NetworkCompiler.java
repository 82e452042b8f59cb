package io.sightline.serving;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.engine.EngineFailedException;
import io.sightline.engine.LoadedNetwork;
import io.sightline.engine.TorchEngine;
import io.sightline.repository.ModelFailedException;
import io.sightline.repository.ReadModel;
import io.sightline.torchscript.Arithmetic;
import io.sightline.torchscript.TorchScriptArchive;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/// Compiles the networks of models and loads them into the engine.
public final class NetworkCompiler {

    private final TorchEngine engine;

    public NetworkCompiler(TorchEngine engine) {
        this.engine = engine;
    }

    /// The network of `model`.
    ///
    /// @throws ModelFailedException if a weight is not a finite number, or the engine refuses the
    ///   network
    public LoadedNetwork load(ReadModel model, Arithmetic arithmetic) {
        return load(model, arithmetic, 1).getFirst();
    }

    /// The network of `model`, compiled once and loaded that many times; more than one go through
    /// memory.
    ///
    /// @throws ModelFailedException as [#load(ReadModel, Arithmetic)]
    List<LoadedNetwork> load(ReadModel model, Arithmetic arithmetic, int copies) {
        boolean fused = engine.fuses(arithmetic);
        try (TorchScriptArchive archive =
                new TorchScriptArchive(model.network(), model.checkpoint(), arithmetic, fused)) {
            if (copies == 1) {
                return List.of(load(model.name(), archive, archive));
            }
            return load(model.name(), archive, archive.readAllBytes(), copies);
        } catch (IOException | InvalidCheckpointException e) {
            throw new ModelFailedException(
                    "model %s cannot be compiled: %s".formatted(model.name(), e.getMessage()), e);
        }
    }

    private List<LoadedNetwork> load(
            String name, TorchScriptArchive archive, byte[] content, int copies) {
        List<LoadedNetwork> loaded = new ArrayList<>();
        try {
            while (loaded.size() < copies) {
                loaded.add(load(name, archive, new ByteArrayInputStream(content)));
            }
            return List.copyOf(loaded);
        } catch (RuntimeException | Error e) {
            loaded.forEach(LoadedNetwork::close);
            throw e;
        }
    }

    /// Loads `content`, the bytes of `archive`.
    private LoadedNetwork load(String name, TorchScriptArchive archive, InputStream content) {
        try {
            return engine.load(name, content);
        } catch (EngineFailedException e) {
            throw archive.failure()
                    .<RuntimeException>map(failure -> failure)
                    .orElseGet(() -> new ModelFailedException(String.valueOf(e.getMessage()), e));
        }
    }
}
