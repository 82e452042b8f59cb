package io.sightline.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.engine.Engine;
import io.sightline.engine.TestEngine;
import io.sightline.machine.MemoryMap;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SymbolTableTest {

    /// One of the functions that libtorch exports, `at::globalContext()`.
    private static final String EXPORTED = "_ZN2at13globalContextEv";

    @TempDir private Path folder;

    /// Where the engine is not one of Linux's files, there is no table.
    @Test
    void knowsAnExportedFunctionWhereTheLoaderHasIt() throws IOException {
        Engine _ = TestEngine.cpu();
        Optional<LoadedLibrary> torch = LoadedLibrary.find("libtorch_cpu.so", MemoryMap.read());
        List<LoadedLibrary> loaded = torch.stream().toList();

        for (LoadedLibrary library : loaded) {
            assertThat(SymbolTable.address(library.file(), EXPORTED))
                    .hasValue(exported(library) - library.address());
            assertThat(SymbolTable.address(library.file(), EXPORTED + "x")).isEmpty();
            assertThat(SymbolTable.address(library.file(), EXPORTED.substring(1))).isEmpty();
        }
    }

    @Test
    void findsNothingInFilesOfOtherKinds() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "no library, but long enough");
        Path empty = Files.createFile(folder.resolve("empty"));

        assertThat(SymbolTable.address(text, EXPORTED)).isEqualTo(OptionalLong.empty());
        assertThat(SymbolTable.address(empty, EXPORTED)).isEqualTo(OptionalLong.empty());
    }

    @SuppressWarnings("restricted") // the library is loaded already
    private static long exported(LoadedLibrary library) {
        try (Arena arena = Arena.ofConfined()) {
            return SymbolLookup.libraryLookup(library.file(), arena)
                    .find(EXPORTED)
                    .map(MemorySegment::address)
                    .orElseThrow();
        }
    }
}
