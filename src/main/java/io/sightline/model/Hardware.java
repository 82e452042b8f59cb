package io.sightline.model;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What decides how a network is best calculated on a device.
///
/// @param gpu whether it is a GPU
/// @param multipliesBytes whether it multiplies numbers of 8 bits faster than others
/// @param multipliesBFloat16 whether it multiplies bfloat16 numbers
/// @param narrow whether it is a processor of x86 whose widest vectors, AVX2's, have 256 bits
record Hardware(boolean gpu, boolean multipliesBytes, boolean multipliesBFloat16, boolean narrow) {

    static final Path CPUINFO = Path.of("/proc/cpuinfo");

    /// The first generation of NVIDIA's GPUs that multiplies bfloat16 numbers, Ampere.
    private static final int AMPERE = 80;

    /// That of a GPU of this machine.
    static Hardware ofGpu(Device device) {
        int capability = Integer.parseInt(CudaUtils.getComputeCapability(device.getDeviceId()));
        return new Hardware(true, false, capability >= AMPERE, false);
    }

    /// That of the processor which a file like Linux's `/proc/cpuinfo` describes; the least if the
    /// file is not there.
    static Hardware ofProcessor(Path cpuinfo) {
        Set<String> flags = flags(cpuinfo);
        return new Hardware(
                false,
                flags.contains("avx2"),
                Stream.of("avx512_bf16", "amx_bf16", "bf16").anyMatch(flags::contains),
                flags.contains("avx2") && !flags.contains("avx512f"));
    }

    /// What a processor can do, by the names that Linux has for it; nothing if the file is not
    /// there.
    static Set<String> flags(Path cpuinfo) {
        try (Stream<String> lines = Files.lines(cpuinfo)) {
            return lines.filter(line -> line.matches("(flags|Features)\\s*:.*"))
                    .limit(1)
                    .flatMap(line -> Stream.of(line.split(":", 2)[1].trim().split("\\s+")))
                    .collect(Collectors.toSet());
        } catch (IOException _) {
            return Set.of();
        }
    }
}
