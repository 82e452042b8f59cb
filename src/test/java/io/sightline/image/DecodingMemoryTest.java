package io.sightline.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightline.image.MemoryAdmission.Busy;
import io.sightline.image.MemoryAdmission.Granted;
import io.sightline.image.MemoryAdmission.Impossible;
import io.sightline.image.pixels.Footprint;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Memory of 300 MiB outside the heap and 100 in it, of which nothing is kept unless a test says
/// so.
class DecodingMemoryTest {

    private static final long MEBIBYTE = 1 << 20;

    private final KeptOnPaper kept = new KeptOnPaper();
    private long headroomBytes = 300 * MEBIBYTE;
    private final DecodingMemory memory =
            new DecodingMemory(() -> headroomBytes, 100 * MEBIBYTE, kept);

    @Test
    void grantsUpToTheLimitAndNoMore() {
        MemoryAdmission first = memory.take(outside(200));
        MemoryAdmission second = memory.take(outside(100));
        MemoryAdmission third = memory.take(outside(1));

        assertThat(first).isInstanceOf(Granted.class);
        assertThat(second).isInstanceOf(Granted.class);
        assertThat(third).isEqualTo(new Busy());
        assertThat(memory.used()).isEqualTo(outside(300));
    }

    @Test
    void saysWhatCanNeverBe() {
        assertThat(memory.take(outside(301)))
                .isEqualTo(new Impossible(301 * MEBIBYTE, 300 * MEBIBYTE));
        assertThat(memory.take(new Footprint(0, 101 * MEBIBYTE)))
                .isEqualTo(new Impossible(101 * MEBIBYTE, 100 * MEBIBYTE));
        assertThat(memory.used()).isEqualTo(Footprint.NOTHING);
    }

    @Test
    void saysWhatCanNeverBeWhileOthersDecode() {
        granted(outside(200));

        assertThat(memory.take(outside(397)))
                .isEqualTo(new Impossible(397 * MEBIBYTE, 300 * MEBIBYTE));
        assertThat(memory.take(outside(396))).isEqualTo(new Busy()); // 96 may be given back yet
    }

    @Test
    void countsTheHeapApart() {
        granted(new Footprint(0, 60 * MEBIBYTE));

        assertThat(memory.take(new Footprint(0, 50 * MEBIBYTE))).isEqualTo(new Busy());
        assertThat(memory.take(outside(300))).isInstanceOf(Granted.class);
    }

    @Test
    void takesBackWhatIsClosedOnce() {
        DecodingMemory.Grant grant = granted(outside(200));
        granted(outside(50));

        grant.close();
        grant.close();

        assertThat(memory.used()).isEqualTo(outside(50));
    }

    @Test
    void letsGoOfWhatIsKeptBeforeItRefuses() {
        kept.bytes = 144 * MEBIBYTE;

        assertThat(memory.take(outside(350))).isInstanceOf(Granted.class);

        assertThat(kept.bytes).isZero();
    }

    @Test
    void keepsToTheLimitOfQuietTimesWhileOthersDecode() {
        granted(outside(250)); // none of it is in memory yet: the headroom is as it was

        assertThat(memory.take(outside(60))).isEqualTo(new Busy());
        assertThat(memory.take(outside(40))).isInstanceOf(Granted.class);
    }

    @Test
    void lowersTheLimitWhenOthersHaveTakenMemory() {
        granted(outside(100));
        headroomBytes = 100 * MEBIBYTE; // of 200 that must be left, if all granted is in memory

        assertThat(memory.take(outside(150))).isEqualTo(new Busy());
        assertThat(memory.take(outside(100))).isInstanceOf(Granted.class);
    }

    @Test
    void decodesAPhotographWhereThereIsNoMemoryAtAll() {
        headroomBytes = -MEBIBYTE;

        assertThat(memory.take(outside(64))).isInstanceOf(Granted.class);
        assertThat(memory.take(outside(64))).isEqualTo(new Busy());
    }

    @Test
    void waitsUntilThereIsRoom() throws Exception {
        DecodingMemory.Grant grant = granted(outside(200));
        FutureTask<MemoryAdmission> waiter = waiter(outside(150));

        grant.close();

        assertThat(waiter.get()).isInstanceOf(Granted.class);
        assertThat(memory.used()).isEqualTo(outside(150));
        assertThat(memory.waiting()).isZero();
    }

    @Test
    void waitsUntilTheDeadlineOnly() throws Exception {
        granted(outside(200));

        MemoryAdmission admission = memory.await(outside(150), System.nanoTime());

        assertThat(admission).isEqualTo(new Busy());
        assertThat(memory.waiting()).isZero();
    }

    @Test
    void letsSmallImagesOvertakeWhereTheFirstWouldStillFit() throws Exception {
        DecodingMemory.Grant grant = granted(outside(200));
        FutureTask<MemoryAdmission> large = waiter(outside(250));

        assertThat(memory.take(outside(50))).isInstanceOf(Granted.class);
        assertThat(memory.take(outside(20))).isEqualTo(new Busy());

        grant.close();
        assertThat(large.get()).isInstanceOf(Granted.class);
    }

    private DecodingMemory.Grant granted(Footprint need) {
        return switch (memory.take(need)) {
            case Granted(DecodingMemory.Grant grant) -> grant;
            case MemoryAdmission other -> throw new AssertionError(other.toString());
        };
    }

    /// Someone who waits for memory; returns once it does.
    private FutureTask<MemoryAdmission> waiter(Footprint need) {
        long deadlineNanos = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        FutureTask<MemoryAdmission> task =
                new FutureTask<>(() -> memory.await(need, deadlineNanos));
        Thread.ofVirtual().start(task);
        await().until(() -> memory.waiting() == 1);
        return task;
    }

    private static Footprint outside(long mebibytes) {
        return new Footprint(mebibytes * MEBIBYTE, 0);
    }

    /// Kept memory that is a number, and part of the headroom once it is let go.
    private final class KeptOnPaper implements DecodingMemory.Kept {

        private long bytes;

        @Override
        public long bytes() {
            return bytes;
        }

        @Override
        public void letGo() {
            headroomBytes += bytes;
            bytes = 0;
        }
    }
}
