package io.sightline.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a processor can do beyond its plain instructions.
///
/// @param names those that Linux has, such as `avx2`
public record ProcessorFeatures(Set<String> names) {

    private static final Path CPUINFO = Path.of("/proc/cpuinfo");

    public ProcessorFeatures {
        names = Set.copyOf(names);
    }

    /// Those of this machine; none on systems that do not tell.
    public static ProcessorFeatures ofMachine() {
        return read(CPUINFO);
    }

    /// Those that a file like Linux's `/proc/cpuinfo` describes; none if it is not there.
    static ProcessorFeatures read(Path cpuinfo) {
        try (Stream<String> lines = Files.lines(cpuinfo)) {
            return new ProcessorFeatures(
                    lines.filter(line -> line.matches("(flags|Features)\\s*:.*"))
                            .limit(1)
                            .flatMap(line -> Stream.of(line.split(":", 2)[1].trim().split("\\s+")))
                            .collect(Collectors.toSet()));
        } catch (IOException _) {
            return new ProcessorFeatures(Set.of());
        }
    }
}
