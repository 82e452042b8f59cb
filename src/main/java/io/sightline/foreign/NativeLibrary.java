package io.sightline.foreign;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;

/// A library of C functions, each bound to an interface whose one method is its prototype.
///
/// In a prototype `byte`, `int` and `float` stand for themselves, `long` for `size_t` and `unsigned
/// long`, and [MemorySegment] for any pointer; the interface itself must be public. A library stays
/// loaded as long as the process lives.
public final class NativeLibrary {

    /// `void *dlsym(handle, name)`; without a handle it searches all libraries.
    public interface FindSymbol {
        MemorySegment call(MemorySegment library, MemorySegment name);
    }

    private static final Linker LINKER = Linker.nativeLinker();

    private final String name;
    private final SymbolLookup symbols;

    private NativeLibrary(String name, SymbolLookup symbols) {
        this.name = name;
        this.symbols = symbols;
    }

    /// The C library that is part of every process.
    public static NativeLibrary ofSystem() {
        return new NativeLibrary("the C library", LINKER.defaultLookup());
    }

    /// Every library that a class of this application has loaded by its path, as the engine's
    /// classes do.
    public static NativeLibrary ofLoaded() {
        return new NativeLibrary("what is loaded", SymbolLookup.loaderLookup());
    }

    /// Every library whose symbols the process has in common: those it was linked with, and those
    /// that the loader put in before others, as `LD_PRELOAD` does.
    public static NativeLibrary ofProcess() {
        return new NativeLibrary("the process", NativeLibrary::ofAnyLibrary);
    }

    private static Optional<MemorySegment> ofAnyLibrary(String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment any = MemorySegment.NULL;
            MemorySegment symbol = arena.allocateFrom(name);
            return ofSystem()
                    .find("dlsym", FindSymbol.class)
                    .map(dlsym -> dlsym.call(any, symbol))
                    .filter(address -> !address.equals(MemorySegment.NULL));
        }
    }

    /// Loads the library called `name`, a file or a name that the system's loader knows.
    @SuppressWarnings("restricted") // decoding natively is what the settings ask for
    public static NativeLibrary open(String name) throws MissingLibraryException {
        try {
            return new NativeLibrary(name, SymbolLookup.libraryLookup(name, Arena.global()));
        } catch (IllegalArgumentException e) {
            throw new MissingLibraryException(name + " cannot be loaded", e);
        }
    }

    /// Binds the function called `name`, which is an error to be without.
    public <T> T function(String name, Class<T> prototype) throws MissingLibraryException {
        return find(name, prototype)
                .orElseThrow(
                        () ->
                                new MissingLibraryException(
                                        "%s has no function %s".formatted(this.name, name)));
    }

    /// Binds the function called `name`; empty if the library has none.
    public <T> Optional<T> find(String name, Class<T> prototype) {
        return symbols.find(name).map(address -> bind(address, prototype));
    }

    /// Binds the function that starts at `address`.
    @SuppressWarnings("restricted") // the prototypes are those of the libraries' manuals
    public static <T> T bind(MemorySegment address, Class<T> prototype) {
        MethodHandle handle = LINKER.downcallHandle(address, descriptor(prototype));
        return MethodHandleProxies.asInterfaceInstance(prototype, handle);
    }

    private static FunctionDescriptor descriptor(Class<?> prototype) {
        Method method = prototype.getMethods()[0];
        MemoryLayout[] parameters =
                Arrays.stream(method.getParameterTypes())
                        .map(NativeLibrary::layout)
                        .toArray(MemoryLayout[]::new);
        return method.getReturnType() == void.class
                ? FunctionDescriptor.ofVoid(parameters)
                : FunctionDescriptor.of(layout(method.getReturnType()), parameters);
    }

    private static MemoryLayout layout(Class<?> type) {
        if (type == byte.class) {
            return JAVA_BYTE;
        }
        if (type == int.class) {
            return JAVA_INT;
        }
        if (type == float.class) {
            return JAVA_FLOAT;
        }
        return type == long.class ? JAVA_LONG : ADDRESS;
    }
}
