package io.sightline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NativeMemoryTest {

    private static final int MEBIBYTE = 1 << 20;
    private static final int PAGE = 4096;

    /// [FreedMemory] alone returns the main arena's end. Of four threads that live at the same time
    /// most have another arena.
    @Test
    void givesBackWhatThreadsFreeForGood() throws Exception {
        NativeMemory.keep();
        CyclicBarrier allStarted = new CyclicBarrier(4);
        List<Future<List<MemorySegment>>> freed = new ArrayList<>();

        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int thread = 0; thread < 4; thread++) {
                freed.add(threads.submit(() -> takeAndFreeForGood(allStarted)));
            }
        }
        FreedMemory.giveBack();

        for (Future<List<MemorySegment>> blocks : freed) {
            assertThat(blocks.get()).hasSize(16).noneMatch(NativeMemoryTest::isResident);
        }
    }

    /// Blocks of a mebibyte, which held something until they were freed.
    @SuppressWarnings("MustBeClosedChecker") // closed by what is tested
    private static List<MemorySegment> takeAndFreeForGood(CyclicBarrier allStarted)
            throws Exception {
        allStarted.await(30, TimeUnit.SECONDS);
        Arena arena = Arena.ofConfined();
        List<MemorySegment> blocks = new ArrayList<>();
        for (int block = 0; block < 16; block++) {
            blocks.add(arena.allocate(MEBIBYTE).fill((byte) 1));
            // Asked each time, so that what this takes lies below the last blocks: above them it
            // would make a hole of them, which FreedMemory returns.
            assertThat(isResident(blocks.getLast())).isTrue();
        }
        NativeMemory.freeForGood(arena::close);
        return blocks;
    }

    /// Whether the page in the middle of `block` is in memory: the highest of the 64 bits that
    /// Linux shows of each page.
    private static boolean isResident(MemorySegment block) {
        long page = (block.address() + MEBIBYTE / 2) / PAGE;
        try (RandomAccessFile pages = new RandomAccessFile("/proc/self/pagemap", "r")) {
            pages.seek(page * Long.BYTES);
            return Long.reverseBytes(pages.readLong()) < 0;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
