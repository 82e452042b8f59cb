package io.sightline.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class UploadBudgetTest {

    private final UploadBudget budget = new UploadBudget(100);

    @Test
    void givesUpToItsLimitAndNoMore() {
        UploadBudget.Reservation first = budget.open();
        UploadBudget.Reservation second = budget.open();

        assertThat(first.grow(60)).isTrue();
        assertThat(second.grow(41)).isFalse();
        assertThat(second.grow(40)).isTrue();
        assertThat(first.grow(1)).isFalse();
        assertThat(first.grow(0)).isTrue();
        assertThat(budget.usedBytes()).isEqualTo(100);
    }

    @Test
    void takesBackWhatIsShrunkOrClosed() {
        UploadBudget.Reservation reservation = budget.open();
        reservation.grow(100);

        reservation.shrink(30);
        long shrunk = budget.usedBytes();
        reservation.close();
        reservation.close();

        assertThat(shrunk).isEqualTo(70);
        assertThat(budget.usedBytes()).isZero();
    }

    @Test
    void refusesHugeGrowthWithoutOverflow() {
        UploadBudget.Reservation reservation = budget.open();
        reservation.grow(1);

        assertThat(reservation.grow(Long.MAX_VALUE)).isFalse();
        assertThat(budget.usedBytes()).isEqualTo(1);
    }

    @Test
    void refusesNegativeBytesAndGivingBackMoreThanIsHeld() {
        UploadBudget.Reservation reservation = budget.open();
        reservation.grow(5);

        assertThatIllegalArgumentException().isThrownBy(() -> reservation.grow(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> reservation.shrink(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> reservation.shrink(6));
        assertThatIllegalArgumentException().isThrownBy(() -> new UploadBudget(0));
    }

    @Test
    void holdsItsLimitUnderManyThreadsAndEndsEmpty() {
        AtomicLong granted = new AtomicLong();
        AtomicLong maxGranted = new AtomicLong();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int seed = 0; seed < 64; seed++) {
                Random random = new Random(seed);
                threads.execute(() -> borrowAtRandom(random, granted, maxGranted));
            }
        }

        assertThat(maxGranted.get()).isBetween(1L, 100L);
        assertThat(budget.usedBytes()).isZero();
    }

    /// Counts what is granted beside the budget; the count may only lag behind the budget's own.
    private void borrowAtRandom(Random random, AtomicLong granted, AtomicLong maxGranted) {
        for (int round = 0; round < 1000; round++) {
            try (UploadBudget.Reservation reservation = budget.open()) {
                long held = 0;
                for (int step = 0; step < 4; step++) {
                    long bytes = random.nextInt(40);
                    if (reservation.grow(bytes)) {
                        held += bytes;
                        maxGranted.accumulateAndGet(granted.addAndGet(bytes), Math::max);
                    }
                }
                granted.addAndGet(-held);
            }
        }
    }
}
