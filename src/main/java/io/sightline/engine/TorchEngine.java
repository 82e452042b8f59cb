package io.sightline.engine;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.Utils;
import ai.djl.util.cuda.CudaUtils;
import io.sightline.engine.workaround.CacheSizes;
import io.sightline.engine.workaround.QuantisedEngine;
import io.sightline.machine.Affinity;
import io.sightline.machine.NativeEnvironment;
import io.sightline.machine.NativeMemory;
import io.sightline.torchscript.Arithmetic;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// PyTorch's runtime, started once for the process.
public final class TorchEngine {

    private static final Logger LOGGER = LoggerFactory.getLogger(TorchEngine.class);
    private static final String NAME = "PyTorch";

    /// How long a thread of a forward pass spins while it waits for its partners. Without a bound a
    /// pass takes many times longer as soon as something else wants one of its processors.
    private static final String SPINS = "10000";

    /// Says whether OpenMP keeps each thread of a pass on a processor of its own.
    private static final String BINDING = "OMP_PROC_BIND";

    /// False if `OMP_PROC_BIND=false` is set.
    private static final boolean BINDS = !"false".equalsIgnoreCase(System.getenv(BINDING));

    private static final ReentrantLock LOCK = new ReentrantLock();

    private final Engine engine;
    private final Device device;
    private final Optional<Affinity> affinity = Affinity.ofThread();
    private final Hardware hardware;

    /// Whether convolutions of 8 bits can add a shortcut.
    private final boolean addsBytes;

    /// Loads the native libraries, unpacking them from the jar the first time.
    ///
    /// @throws EngineFailedException if they are not in the jar, or the device asked for is not
    ///   there
    public TorchEngine(EngineOptions options) {
        Hardware processor = Hardware.ofProcessor(Hardware.CPUINFO);
        configure(options);
        this.engine = load(options);
        CacheSizes.guessHidden();
        useThreads(options.threads()); // DJL has set them for the first engine only
        this.device = Devices.choose(options.device(), engine.getGpuCount());
        this.hardware = device.isGpu() ? Hardware.ofGpu(device) : processor;
        this.addsBytes = hardware.sumsBytes() && QuantisedEngine.chooseOneDnn();
        if (hardware.sumsBytes() && !addsBytes) {
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
        NativeEnvironment.setIfAbsent("GOMP_SPINCOUNT", SPINS);
        System.setProperty("ai.djl.offline", String.valueOf(!options.downloadNatives()));
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(options.threads()));
    }

    private Engine load(EngineOptions options) {
        if (options.bindsThreads()) {
            NativeEnvironment.setIfAbsent(BINDING, "true");
        }
        UnpackedLibraries libraries = new UnpackedLibraries(Utils.getEngineCacheDir("pytorch"));
        libraries.sweep(Instant.now());
        try {
            return Engine.getEngine(NAME);
        } catch (EngineException e) {
            throw new EngineFailedException(
                    libraries
                            .reason(e)
                            .orElse(
                                    "PyTorch's native libraries cannot be loaded; build with the"
                                            + " profile of this platform, or allow a download with"
                                            + " sightline.inference.download-natives"),
                    e);
        } finally {
            // OpenMP binds the thread that loads it too, and through it all that this one starts.
            affinity.ifPresent(Affinity::bind);
        }
    }

    /// The network in `archive`, a TorchScript archive, on this engine's device.
    ///
    /// @throws EngineFailedException if the engine refuses it
    public LoadedNetwork load(String name, InputStream archive) {
        Model model = engine.newModel(name, device);
        try {
            model.load(archive);
            return new LoadedNetwork(model);
        } catch (IOException | MalformedModelException | EngineException e) {
            model.close();
            throw new EngineFailedException(
                    "model %s was refused by the engine".formatted(name), e);
        }
    }

    /// Gives the forward passes of the calling thread this many threads.
    ///
    /// Comes before anything else that the thread does with the engine. Where there are more
    /// threads than processors, even waiting ones, OpenMP puts waiting threads to sleep at once.
    public static void useThreads(int threads) {
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

    /// Keeps the calling thread, which runs passes on one thread, on one processor, counted round.
    ///
    /// Comes after the thread has run all that it will ever run: OpenMP may bind a thread to the
    /// first processor when it meets it first.
    public void keepOn(int processor) {
        placeable().map(all -> all.processor(processor)).ifPresent(Affinity::bind);
    }

    /// Lets the calling thread run on every processor of the process. Comes when [#keepOn] would.
    public void spread() {
        placeable().ifPresent(Affinity::bind);
    }

    private Optional<Affinity> placeable() {
        return affinity.filter(_ -> BINDS && !device.isGpu());
    }

    /// How many processors the process may run on; 0 on systems that do not tell.
    public int processors() {
        return affinity.map(Affinity::processors).orElse(0);
    }

    /// Whether convolutions in this arithmetic do the ReLU and the sum behind them too.
    public boolean fuses(Arithmetic arithmetic) {
        return hardware.gainsByFusing(arithmetic)
                && (addsBytes || !(arithmetic instanceof Arithmetic.Int8));
    }

    public Hardware hardware() {
        return hardware;
    }

    /// For example `cpu` or `gpu:0`.
    public String device() {
        return Devices.name(device);
    }
}
