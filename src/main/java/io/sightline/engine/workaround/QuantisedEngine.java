package io.sightline.engine.workaround;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.sightline.foreign.CFunction;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// The quantised engine by which PyTorch runs convolutions of 8 bits, chosen for the whole process.
///
/// Its own choice on x86 takes oneDNN's kernels where the processor has AVX-512 VNNI, but not
/// oneDNN's operator for a convolution that adds a shortcut. Neither a program nor DJL can choose;
/// C++ programs do, by the methods of `at::Context` that are called here.
public final class QuantisedEngine {

    /// As `c10::QEngine` numbers them.
    private static final byte ONEDNN = 3;

    private static final byte X86 = 4;

    private static final String CONTEXT = "_ZN2at13globalContextEv";
    private static final String GET = "_ZNK2at7Context7qEngineEv";
    private static final String SET = "_ZN2at7Context10setQEngineEN3c107QEngineE";

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
        Optional<MethodHandle> context = function(CONTEXT, FunctionDescriptor.of(ADDRESS));
        Optional<MethodHandle> get = function(GET, FunctionDescriptor.of(JAVA_BYTE, ADDRESS));
        Optional<MethodHandle> set = function(SET, FunctionDescriptor.ofVoid(ADDRESS, JAVA_BYTE));
        return context.isPresent()
                && get.isPresent()
                && set.isPresent()
                && chooseOneDnn(context.get(), get.get(), set.get());
    }

    private static boolean chooseOneDnn(MethodHandle context, MethodHandle get, MethodHandle set) {
        try {
            MemorySegment global = (MemorySegment) context.invokeExact();
            if ((byte) get.invokeExact(global) == X86) {
                set.invokeExact(global, ONEDNN);
            }
            return (byte) get.invokeExact(global) == ONEDNN;
        } catch (Throwable e) {
            throw new AssertionError("the methods take these arguments", e);
        }
    }

    /// A function of PyTorch's library, which DJL loads by the class loader that loads this class;
    /// a method is one whose first argument is its object.
    private static Optional<MethodHandle> function(String symbol, FunctionDescriptor prototype) {
        return CFunction.find(SymbolLookup.loaderLookup(), symbol, prototype);
    }
}
