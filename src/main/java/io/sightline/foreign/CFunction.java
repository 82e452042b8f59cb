package io.sightline.foreign;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// Functions of native libraries that this process has loaded.
public final class CFunction {

    private CFunction() {}

    /// The function of the C library called `name`; empty on systems that have none.
    ///
    /// @param prototype what its manual says it takes and gives
    public static Optional<MethodHandle> find(String name, FunctionDescriptor prototype) {
        return find(Linker.nativeLinker().defaultLookup(), name, prototype);
    }

    /// The function called `symbol` of any library; empty if it has none.
    ///
    /// @param prototype what its manual or its symbol says it takes and gives
    @SuppressWarnings("restricted") // callers give the right prototype
    public static Optional<MethodHandle> find(
            SymbolLookup library, String symbol, FunctionDescriptor prototype) {
        return library.find(symbol)
                .map(function -> Linker.nativeLinker().downcallHandle(function, prototype));
    }
}
