package io.sightline.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class NativeLibraryTest {

    /// C's `strlen`.
    public interface Length {
        long call(MemorySegment text);
    }

    /// C's `toupper`.
    public interface ToUpper {
        int call(int character);
    }

    @Test
    void callsAFunctionByItsName() throws MissingLibraryException {
        Length length = NativeLibrary.ofSystem().function("strlen", Length.class);

        try (Arena arena = Arena.ofConfined()) {
            assertThat(length.call(arena.allocateFrom("seven"))).isEqualTo(5);
        }
    }

    @Test
    void callsAFunctionByItsAddress() {
        MemorySegment address = Linker.nativeLinker().defaultLookup().find("toupper").orElseThrow();

        ToUpper toUpper = NativeLibrary.bind(address, ToUpper.class);

        assertThat(toUpper.call('a')).isEqualTo('A');
    }

    @Test
    void findsNoFunctionThatIsNotThere() {
        assertThat(NativeLibrary.ofSystem().find("absent", ToUpper.class)).isEmpty();
        assertThat(NativeLibrary.ofLoaded().find("absent", ToUpper.class)).isEmpty();
        assertThat(NativeLibrary.ofProcess().find("absent", ToUpper.class)).isEmpty();
    }

    @Test
    void findsWhatTheProcessWasLinkedWith() {
        assertThat(NativeLibrary.ofProcess().find("malloc", Length.class)).isPresent();
    }

    @Test
    void saysWhatLibraryIsMissing() {
        assertThatThrownBy(() -> NativeLibrary.open("libabsent.so.7"))
                .isInstanceOf(MissingLibraryException.class)
                .hasMessage("libabsent.so.7 cannot be loaded");
    }

    @Test
    void saysWhatFunctionIsMissing() {
        assertThatThrownBy(() -> NativeLibrary.ofSystem().function("absent", Runnable.class))
                .isInstanceOf(MissingLibraryException.class)
                .hasMessage("the C library has no function absent");
    }
}
