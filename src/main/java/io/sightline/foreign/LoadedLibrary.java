package io.sightline.foreign;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A native library that this process has loaded.
///
/// @param file where it was loaded from
/// @param address where its first byte is in memory
public record LoadedLibrary(Path file, long address) {

    /// The first part of a file: addresses, rights, offset, device, number and path.
    private static final Pattern START =
            Pattern.compile("(\\p{XDigit}+)-\\S+ \\S+ 0+ \\S+ \\S+ +(/.+)");

    private static final int HEXADECIMAL = 16;

    /// The library whose file is called `name`.
    ///
    /// @param maps what [io.sightline.machine.MemoryMap] reads
    public static Optional<LoadedLibrary> find(String name, String maps) {
        return maps.lines()
                .filter(line -> line.endsWith("/" + name))
                .map(START::matcher)
                .filter(Matcher::matches)
                .map(
                        part ->
                                new LoadedLibrary(
                                        Path.of(part.group(2)),
                                        Long.parseUnsignedLong(part.group(1), HEXADECIMAL)))
                .findFirst();
    }
}
