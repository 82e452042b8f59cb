package io.sightline.serving;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.engine.Engine;
import io.sightline.engine.EngineFailedException;
import io.sightline.engine.Network;
import io.sightline.repository.ModelFailedException;
import io.sightline.repository.ReadModel;
import io.sightline.torchscript.Observation;
import io.sightline.torchscript.Precision;
import io.sightline.torchscript.TorchScriptArchive;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Compiles the networks of models and loads them into the engine.
///
/// Every method throws [ModelFailedException] if a weight is not a finite number, or the engine
/// refuses the network.
public final class NetworkCompiler {

    private final Engine engine;

    public NetworkCompiler(Engine engine) {
        this.engine = engine;
    }

    /// The network of `model`.
    public Network load(ReadModel model, Precision precision) {
        return load(model, precision, 1).getFirst();
    }

    /// The network of `model` in single precision, which tells of its activations.
    public Network load(ReadModel model, Observation observation) {
        return load(
                        model.name(),
                        () ->
                                new TorchScriptArchive(
                                        model.network(), model.checkpoint(), observation),
                        1)
                .getFirst();
    }

    /// Compiles the network of `model` once and loads `copies` of it. For more than one, the whole
    /// archive is held in memory meanwhile.
    List<Network> load(ReadModel model, Precision precision, int copies) {
        return load(
                model.name(),
                () ->
                        new TorchScriptArchive(
                                model.network(),
                                model.checkpoint(),
                                precision,
                                engine.fusion(precision)),
                copies);
    }

    private List<Network> load(String name, Supplier<TorchScriptArchive> compiled, int copies) {
        try (TorchScriptArchive archive = compiled.get()) {
            if (copies == 1) {
                return List.of(load(name, archive, archive));
            }
            return load(name, archive, archive.readAllBytes(), copies);
        } catch (IOException | InvalidCheckpointException e) {
            throw new ModelFailedException(
                    "model %s cannot be compiled: %s".formatted(name, e.getMessage()), e);
        }
    }

    private List<Network> load(
            String name, TorchScriptArchive archive, byte[] content, int copies) {
        List<Network> loaded = new ArrayList<>();
        try {
            while (loaded.size() < copies) {
                loaded.add(load(name, archive, new ByteArrayInputStream(content)));
            }
            return List.copyOf(loaded);
        } catch (RuntimeException | Error e) {
            loaded.forEach(Network::close);
            throw e;
        }
    }

    /// Loads `content`, the bytes of `archive`.
    private Network load(String name, TorchScriptArchive archive, InputStream content) {
        try {
            return engine.load(name, content);
        } catch (EngineFailedException e) {
            throw archive.failure()
                    .<RuntimeException>map(failure -> failure)
                    .orElseGet(() -> new ModelFailedException(String.valueOf(e.getMessage()), e));
        }
    }
}
