package io.sightline.engine;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.Utils;
import ai.djl.util.cuda.CudaUtils;
import io.sightline.engine.workaround.CacheSizes;
import io.sightline.engine.workaround.OpenMp;
import io.sightline.engine.workaround.QuantisedEngine;
import io.sightline.engine.workaround.UnfinishedFolders;
import io.sightline.machine.Affinity;
import io.sightline.machine.NativeMemory;
import io.sightline.torchscript.Fusion;
import io.sightline.torchscript.Precision;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// PyTorch's runtime, started once for the process.
public final class TorchEngine implements Engine {

    private static final Logger LOGGER = LoggerFactory.getLogger(TorchEngine.class);
    private static final String NAME = "PyTorch";

    private static final ReentrantLock LOCK = new ReentrantLock();

    private final ai.djl.engine.Engine torch;
    private final Device device;
    private final Affinity affinity = Affinity.ofThread();
    private final Hardware hardware;

    /// Whether convolutions of 8 bits can add a shortcut.
    private final boolean addsShortcutInInt8;

    /// Loads the native libraries, unpacking them from the jar the first time.
    ///
    /// @throws EngineFailedException if they are not in the jar, or the device asked for is not
    ///   there
    public TorchEngine(EngineOptions options) {
        Hardware processor = Hardware.ofProcessor();
        configure(options);
        this.torch = load();
        CacheSizes.guessHidden();
        useThreads(options.threads()); // DJL has set them for the first engine only
        this.device = Devices.choose(options.device(), torch.getGpuCount());
        this.hardware = device.isGpu() ? Hardware.ofGpu(device) : processor;
        this.addsShortcutInInt8 = hardware.hasAvx512Vnni() && QuantisedEngine.chooseOneDnn();
        if (hardware.hasAvx512Vnni() && !addsShortcutInInt8) {
            LOGGER.warn(
                    "PyTorch's library does not let its quantised engine onednn be chosen; networks"
                            + " in 8 bits run slower");
        }
        if (!device.isGpu() && CudaUtils.getGpuCount() > 0) {
            LOGGER.warn(
                    "This machine has {} GPUs, but networks run on the CPU: {}",
                    CudaUtils.getGpuCount(),
                    options.device().equals("cpu")
                            ? "sightline.inference.device is cpu"
                            : "the jar holds PyTorch's build for the CPU");
        }
    }

    /// The engine reads these once, when it starts.
    private static void configure(EngineOptions options) {
        NativeMemory.keep();
        OpenMp.configure(options.bindsThreads());
        System.setProperty("ai.djl.offline", String.valueOf(!options.downloadNatives()));
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(options.threads()));
    }

    private static ai.djl.engine.Engine load() {
        Path cache = Utils.getEngineCacheDir("pytorch");
        UnfinishedFolders.sweep(cache, Instant.now());
        try {
            return OpenMp.load(() -> ai.djl.engine.Engine.getEngine(NAME));
        } catch (EngineException e) {
            throw new EngineFailedException(
                    new UnpackedLibraries(cache)
                            .reason(e)
                            .orElse(
                                    "PyTorch's native libraries cannot be loaded; build with the"
                                            + " profile of this platform, or allow a download with"
                                            + " sightline.inference.download-natives"),
                    e);
        }
    }

    @Override
    public Network load(String name, InputStream archive) {
        Model model = torch.newModel(name, device);
        try {
            model.load(archive);
            return new TorchNetwork(model);
        } catch (IOException | MalformedModelException | EngineException e) {
            model.close();
            throw new EngineFailedException(
                    "model %s was refused by the engine".formatted(name), e);
        }
    }

    /// Where there are more threads than processors, OpenMP puts those that wait to sleep at once,
    /// even if the others do nothing. So this comes before anything else that the thread does with
    /// the engine.
    @Override
    public void useThreads(int threads) {
        LOCK.lock();
        try {
            JniUtils.setNumThreads(threads);
            // Asked for the first time, each thread takes what was set last, by any thread.
            int now = JniUtils.getNumThreads();
            if (now != threads) {
                throw new EngineFailedException(
                        "the engine uses %d threads, must use %d".formatted(now, threads));
            }
        } finally {
            LOCK.unlock();
        }
    }

    /// OpenMP may bind a thread to the first processor when it first sees the thread. So this comes
    /// after the thread has run every batch size.
    @Override
    public void keepOn(int processor) {
        placeable().processor(processor).bind();
    }

    @Override
    public void spread() {
        placeable().bind();
    }

    /// The processors that lanes may be placed on.
    private Affinity placeable() {
        return OpenMp.mayBind() && !device.isGpu() ? affinity : Affinity.UNKNOWN;
    }

    @Override
    public int processors() {
        return affinity.processors();
    }

    @Override
    public Fusion fusion(Precision precision) {
        boolean able = addsShortcutInInt8 || !(precision instanceof Precision.Int8);
        return able && hardware.gainsByFusing(precision) ? Fusion.FUSED : Fusion.NONE;
    }

    @Override
    public Hardware hardware() {
        return hardware;
    }

    @Override
    public String device() {
        return Devices.name(device);
    }
}
