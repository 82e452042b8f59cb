package io.sightline.engine.workaround;

import io.sightline.machine.Affinity;
import io.sightline.machine.NativeEnvironment;
import java.util.function.Supplier;

/// OpenMP, whose threads share a forward pass, told to wait and to stay in their places.
///
/// Fault: the OpenMP that PyTorch brings along, libgomp, lets a thread that waits for its partners
/// spin 300,000 times, however much something else wants the processors; a pass then takes many
/// times longer. When it is asked to keep each thread on a processor, it also binds the thread that
/// loads it, and so every thread which that one starts.
///
/// Upstream: [PyTorch 80777](https://github.com/pytorch/pytorch/issues/80777) for the spinning,
/// [PyTorch 99625](https://github.com/pytorch/pytorch/issues/99625) and [OpenBLAS
/// 4653](https://github.com/OpenMathLib/OpenBLAS/issues/4653) for the binding.
///
/// Needed until: PyTorch comes with another OpenMP, or runs a pass on threads of its own.
public final class OpenMp {

    /// How often a thread spins before it sleeps.
    private static final String SPINS = "10000";

    /// Says whether each thread of a pass is kept on a processor of its own.
    private static final String BINDING = "OMP_PROC_BIND";

    private OpenMp() {}

    /// Bounds the spinning and, if asked, keeps threads in their places. What the environment says
    /// of either stays.
    ///
    /// Comes before the engine is loaded: OpenMP reads the environment then.
    public static void configure(boolean bindsThreads) {
        NativeEnvironment.setIfAbsent("GOMP_SPINCOUNT", SPINS);
        if (bindsThreads) {
            NativeEnvironment.setIfAbsent(BINDING, "true");
        }
    }

    /// False if whoever started the process has forbidden that threads are kept in their places.
    public static boolean mayBind() {
        return !"false".equalsIgnoreCase(System.getenv(BINDING));
    }

    /// Loads what brings OpenMP, and lets the calling thread run wherever it could before.
    public static <T> T load(Supplier<T> engine) {
        Affinity before = Affinity.ofThread();
        try {
            return engine.get();
        } finally {
            before.bind();
        }
    }
}
