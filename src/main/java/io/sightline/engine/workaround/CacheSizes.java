package io.sightline.engine.workaround;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.sightline.foreign.LoadedLibrary;
import io.sightline.foreign.NativeLibrary;
import io.sightline.foreign.SymbolTable;
import io.sightline.machine.MemoryMap;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sizes that oneDNN, which computes PyTorch's convolutions, believes the processor's caches to
/// have.
///
/// Fault: on AMD's processors it asks CPUID for three levels of them. Some virtual machines answer
/// with zeros. Then oneDNN takes each cache for one byte, no block of a convolution fits into it,
/// and the first division by the size of a block ends the process. If it knows of no level at all,
/// it guesses.
///
/// Upstream: no report of zeros was found. Of the same kind are [oneDNN
/// 2716](https://github.com/uxlfoundation/oneDNN/issues/2716), an arithmetic exception on an old
/// AMD, and [oneDNN 5314](https://github.com/uxlfoundation/oneDNN/pull/5314), which guesses where
/// the size is 0, on Arm.
///
/// Needed until: oneDNN guesses on x86 too, where CPUID says nothing.
public final class CacheSizes {

    private static final Logger LOGGER = LoggerFactory.getLogger(CacheSizes.class);
    private static final String LIBRARY = "libtorch_cpu.so";

    /// `dnnl::impl::cpu::x64::cpu()`: what oneDNN knows of the processor, read once.
    private static final String PROCESSOR = "_ZN4dnnl4impl3cpu3x643cpuEv";

    /// How many bytes of it are searched: more than the fields before the number of levels take,
    /// fewer than all fields.
    private static final long FIELDS = 128;

    /// Where Linux describes the caches, from what CPUID says too.
    private static final Path CACHES = Path.of("/sys/devices/system/cpu/cpu0/cache");

    /// The fields of `Xbyak::util::Cpu` when CPUID answers with zeros: ten sizes in bytes, for each
    /// the cores that share it, and how many of them are meant. What comes before them differs by
    /// version.
    private static final int[] HIDDEN = {
        1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 3
    };

    /// Gives what oneDNN knows of the processor.
    public interface GetProcessor {
        MemorySegment call();
    }

    private CacheSizes() {}

    /// Has oneDNN guess sizes that this machine hides; any others are left alone.
    ///
    /// Comes after PyTorch is loaded and before its first convolution.
    public static void guessHidden() {
        if (Files.exists(CACHES)) {
            return;
        }
        LoadedLibrary.find(LIBRARY, MemoryMap.read())
                .flatMap(CacheSizes::processor)
                .filter(CacheSizes::forget)
                .ifPresent(
                        _ ->
                                LOGGER.info(
                                        "This machine hides the sizes of its caches; convolutions"
                                                + " are laid out for usual ones"));
    }

    /// What oneDNN knows of the processor; empty in a library without it, or without names.
    static Optional<MemorySegment> processor(LoadedLibrary torch) {
        try {
            OptionalLong function = SymbolTable.address(torch.file(), PROCESSOR);
            return function.isEmpty()
                    ? Optional.empty()
                    : Optional.of(call(torch.address() + function.getAsLong()));
        } catch (IOException _) {
            return Optional.empty(); // the file is gone: as good as one without names
        }
    }

    @SuppressWarnings("restricted") // the function takes nothing and gives a longer object
    private static MemorySegment call(long address) {
        return NativeLibrary.bind(MemorySegment.ofAddress(address), GetProcessor.class)
                .call()
                .reinterpret(FIELDS);
    }

    /// Sets the number of levels to zero if the sizes were read from zeros.
    ///
    /// @return whether they were
    static boolean forget(MemorySegment processor) {
        int[] fields = processor.toArray(JAVA_INT);
        for (int end = HIDDEN.length; end <= fields.length; end++) {
            if (Arrays.equals(fields, end - HIDDEN.length, end, HIDDEN, 0, HIDDEN.length)) {
                processor.setAtIndex(JAVA_INT, end - 1, 0);
                return true;
            }
        }
        return false;
    }
}
