package io.sightline.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.torchscript.ActivationRange;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RangeSearchTest {

    @Test
    void keepsTheWholeRangeOfNumbersSpreadEvenly() {
        double[] counts = new double[100];
        Arrays.fill(counts, 10);

        ActivationRange best = new RangeSearch(new ActivationRange(-1, 1), counts).best();

        assertThat(best.max()).isGreaterThan(0.97f);
        assertThat(best.min()).isLessThan(-0.97f);
    }

    @Test
    void cutsOffALoneNumberFarFromTheOthers() {
        double[] counts = new double[100];
        Arrays.fill(counts, 1, 50, 1e6);
        counts[99] = 1;

        ActivationRange best = new RangeSearch(new ActivationRange(0, 100), counts).best();

        assertThat(best.max()).isBetween(50f, 60f);
        assertThat(best.min()).isZero();
    }

    @Test
    void doesNotCountTheZerosOfARelu() {
        double[] counts = new double[100];
        Arrays.fill(counts, 10);
        counts[0] = 1e9;

        ActivationRange best = new RangeSearch(new ActivationRange(0, 1), counts).best();

        assertThat(best.max()).isGreaterThan(0.97f);
    }
}
