package io.sightline.serving;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.engine.Engine;
import io.sightline.engine.EngineFailedException;
import io.sightline.engine.Network;
import io.sightline.machine.Headroom;
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
/// Every method throws [ModelFailedException] if a weight is not a finite number, the engine
/// refuses the network, or the file of the weights was written since the model was read.
public final class NetworkCompiler {

    /// Up to how many bytes of weights a network that is loaded more than once is compiled once and
    /// kept on the heap meanwhile: a tenth of the image's heap. Beyond, it is compiled anew for
    /// each copy.
    private static final long MAX_HEAP_BYTES = 32 << 20;

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
                        model,
                        () ->
                                new TorchScriptArchive(
                                        model.network(), model.checkpoint(), observation),
                        1)
                .getFirst();
    }

    /// The network of `model`, loaded that many times.
    ///
    /// @throws ModelFailedException also if there is less memory than that takes
    List<Network> load(ReadModel model, Precision precision, int copies) {
        LoadingMemory memory = new LoadingMemory(model.network().parameters(), precision, copies);
        if (!engine.hardware().isGpu()) {
            memory.requireRoom(model.name(), Headroom.ofThisProcess().bytesNow());
        }
        Supplier<TorchScriptArchive> compiled =
                () ->
                        new TorchScriptArchive(
                                model.network(),
                                model.checkpoint(),
                                precision,
                                engine.fusion(precision));
        if (memory.archiveBytes() <= MAX_HEAP_BYTES) {
            return load(model, compiled, copies);
        }
        return many(copies, () -> load(model, compiled, 1).getFirst());
    }

    private List<Network> load(ReadModel model, Supplier<TorchScriptArchive> compiled, int copies) {
        String name = model.name();
        try (TorchScriptArchive archive = compiled.get()) {
            List<Network> networks;
            if (copies == 1) {
                networks = List.of(load(name, archive, archive));
            } else {
                byte[] content = archive.readAllBytes();
                networks =
                        many(copies, () -> load(name, archive, new ByteArrayInputStream(content)));
            }
            requireUnchanged(model, networks);
            return networks;
        } catch (IOException | InvalidCheckpointException e) {
            throw new ModelFailedException(
                    "model %s cannot be compiled: %s".formatted(name, e.getMessage()), e);
        }
    }

    private static void requireUnchanged(ReadModel model, List<Network> networks)
            throws IOException {
        try {
            model.requireUnchanged();
        } catch (IOException e) {
            networks.forEach(Network::close);
            throw e;
        }
    }

    private static List<Network> many(int copies, Supplier<Network> loading) {
        List<Network> loaded = new ArrayList<>();
        try {
            while (loaded.size() < copies) {
                loaded.add(loading.get());
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
