package io.sightline.machine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.sightline.foreign.CFunction;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// The environment variables of this process, as native libraries that are loaded later see them.
public final class NativeEnvironment {

    private static final int KEEP = 0;

    private NativeEnvironment() {}

    /// Sets a variable unless the process was started with it. Does nothing on systems without
    /// `setenv`.
    public static void setIfAbsent(String name, String value) {
        Optional<MethodHandle> setenv =
                CFunction.find(
                        "setenv", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
        if (setenv.isEmpty()) {
            return;
        }
        MethodHandle call = setenv.get();
        try (Arena arena = Arena.ofConfined()) {
            int _ =
                    (int)
                            call.invokeExact(
                                    arena.allocateFrom(name), arena.allocateFrom(value), KEEP);
        } catch (Throwable e) {
            throw new AssertionError("setenv takes two strings and a number", e);
        }
    }
}
