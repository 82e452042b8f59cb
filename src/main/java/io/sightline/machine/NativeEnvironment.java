package io.sightline.machine;

import io.sightline.foreign.NativeLibrary;
import io.sightline.machine.SystemCalls.Setenv;
import java.lang.foreign.Arena;

/// The environment variables of this process, as native libraries that are loaded later see them.
public final class NativeEnvironment {

    private static final int KEEP = 0;

    private NativeEnvironment() {}

    /// Sets a variable unless the process was started with it. Does nothing on systems without
    /// `setenv`.
    public static void setIfAbsent(String name, String value) {
        try (Arena arena = Arena.ofConfined()) {
            NativeLibrary.ofSystem()
                    .find("setenv", Setenv.class)
                    .ifPresent(
                            setenv ->
                                    setenv.call(
                                            arena.allocateFrom(name),
                                            arena.allocateFrom(value),
                                            KEEP));
        }
    }
}
