package io.sightline.machine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.junit.jupiter.api.Test;

class NativeEnvironmentTest {

    @SuppressWarnings("restricted") // no value here is longer
    private static final AddressLayout TEXT =
            ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(64, ValueLayout.JAVA_BYTE));

    @Test
    void setsAVariableOnceAndKeepsIt() throws Throwable {
        NativeEnvironment.setIfAbsent("SIGHTLINE_TEST_VARIABLE", "first");
        NativeEnvironment.setIfAbsent("SIGHTLINE_TEST_VARIABLE", "second");

        assertThat(read("SIGHTLINE_TEST_VARIABLE")).isEqualTo("first");
    }

    @SuppressWarnings("restricted") // calls getenv with what its manual asks for
    private static String read(String name) throws Throwable {
        Linker linker = Linker.nativeLinker();
        MethodHandle getenv =
                linker.downcallHandle(
                        linker.defaultLookup().findOrThrow("getenv"),
                        FunctionDescriptor.of(TEXT, ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            return ((MemorySegment) getenv.invokeExact(arena.allocateFrom(name))).getString(0);
        }
    }
}
