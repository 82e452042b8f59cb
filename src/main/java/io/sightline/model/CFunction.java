package io.sightline.model;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// Functions of the C library that is part of every process.
final class CFunction {

    private CFunction() {}

    /// The function called `name`; empty on systems that have none.
    ///
    /// @param prototype what its manual says it takes and gives
    @SuppressWarnings("restricted") // callers give the prototype that the manual has
    static Optional<MethodHandle> find(String name, FunctionDescriptor prototype) {
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup()
                .find(name)
                .map(function -> linker.downcallHandle(function, prototype));
    }
}
