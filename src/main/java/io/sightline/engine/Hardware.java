package io.sightline.engine;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import io.sightline.machine.ProcessorFeatures;
import io.sightline.torchscript.Precision;
import java.util.Set;
import java.util.stream.Stream;

/// What decides how a network is best calculated on a device.
///
/// @param kind what sort of device it is
/// @param flags what it can do, by the names that Linux has for features of processors
public record Hardware(Kind kind, Set<String> flags) {

    /// The sorts of devices.
    public enum Kind {
        PROCESSOR,
        GPU
    }

    /// The first generation of NVIDIA's GPUs that multiplies bfloat16 numbers, Ampere.
    private static final int AMPERE = 80;

    private static final String AVX2 = "avx2";
    private static final String BFLOAT16 = "bf16";

    public Hardware {
        flags = Set.copyOf(flags);
    }

    /// What a GPU of this machine can do.
    static Hardware ofGpu(Device device) {
        int capability = Integer.parseInt(CudaUtils.getComputeCapability(device.getDeviceId()));
        return new Hardware(Kind.GPU, capability >= AMPERE ? Set.of(BFLOAT16) : Set.of());
    }

    /// What the processor of this machine can do; nothing special on systems that do not tell.
    public static Hardware ofProcessor() {
        return new Hardware(Kind.PROCESSOR, ProcessorFeatures.ofMachine().names());
    }

    /// Whether it is a GPU.
    public boolean isGpu() {
        return kind == Kind.GPU;
    }

    /// Whether it has AVX2, with which 8-bit integers are multiplied faster than float32.
    public boolean hasAvx2() {
        return flags.contains(AVX2);
    }

    /// Whether it has AVX-512 VNNI, which multiplies 8-bit integers and sums the products in one
    /// instruction.
    public boolean hasAvx512Vnni() {
        return flags.contains("avx512_vnni");
    }

    /// Whether it multiplies bfloat16 numbers.
    public boolean multipliesBFloat16() {
        return Stream.of("avx512_bf16", "amx_bf16", BFLOAT16).anyMatch(flags::contains);
    }

    /// Whether convolutions in this precision should also do the ReLU and the sum behind them, if
    /// the engine can. So far only on x86, where it was measured, and in 8 bits only where oneDNN's
    /// kernels run anyway.
    boolean gainsByFusing(Precision precision) {
        return switch (precision) {
            case Precision.Float32 _ -> hasAvx2();
            case Precision.BFloat16 _ -> hasAvx2() && multipliesBFloat16();
            case Precision.Int8 _ -> hasAvx512Vnni();
        };
    }
}
