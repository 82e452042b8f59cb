package io.sightline.engine.workaround;

import io.sightline.foreign.NativeLibrary;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// The quantised engine by which PyTorch runs convolutions of 8 bits, chosen for the whole process.
///
/// Fault: its own choice on x86 takes oneDNN's kernels where the processor has AVX-512 VNNI, but
/// not oneDNN's operator for a convolution that adds a shortcut. Neither a program nor DJL can
/// choose; C++ programs do, by the methods of `at::Context` that are called here.
///
/// Upstream: [PyTorch 90262](https://github.com/pytorch/pytorch/pull/90262), which added the
/// operator, and for the engine `onednn` alone.
///
/// Needed until: the engine `x86` has `quantized::conv2d_add_relu`, or DJL lets the engine be
/// chosen.
public final class QuantisedEngine {

    /// As `c10::QEngine` numbers them.
    private static final byte ONEDNN = 3;

    private static final byte X86 = 4;

    private static final String CONTEXT = "_ZN2at13globalContextEv";
    private static final String GET = "_ZNK2at7Context7qEngineEv";
    private static final String SET = "_ZN2at7Context10setQEngineEN3c107QEngineE";

    /// `at::globalContext()`
    public interface GlobalContext {
        MemorySegment call();
    }

    /// `at::Context::qEngine()`. A method is a function whose first argument is its object.
    public interface GetEngine {
        byte call(MemorySegment context);
    }

    /// `at::Context::setQEngine(c10::QEngine)`
    public interface SetEngine {
        void call(MemorySegment context, byte engine);
    }

    private QuantisedEngine() {}

    /// Chooses oneDNN in place of PyTorch's own choice for x86.
    ///
    /// Comes after PyTorch is loaded and before a network of 8 bits is. PyTorch throws if it was
    /// built without the engine, which would end the process; its own builds for x86 all have
    /// oneDNN.
    ///
    /// @return whether that is the engine now; not if PyTorch's own choice was another, or its
    ///   library lacks the methods
    public static boolean chooseOneDnn() {
        NativeLibrary torch = NativeLibrary.ofLoaded();
        Optional<GlobalContext> context = torch.find(CONTEXT, GlobalContext.class);
        Optional<GetEngine> get = torch.find(GET, GetEngine.class);
        Optional<SetEngine> set = torch.find(SET, SetEngine.class);
        return context.isPresent()
                && get.isPresent()
                && set.isPresent()
                && chooseOneDnn(context.get().call(), get.get(), set.get());
    }

    private static boolean chooseOneDnn(MemorySegment context, GetEngine get, SetEngine set) {
        if (get.call(context) == X86) {
            set.call(context, ONEDNN);
        }
        return get.call(context) == ONEDNN;
    }
}
