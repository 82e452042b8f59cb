package io.sightline.image.resize;

import io.sightline.image.pixels.Scratch;

/// Pillow's first pass over one row: its kept columns, narrowed and rounded to 8 bits.
///
/// Result pixels that have no pixel of the row in common form a phase. For each phase the whole row
/// is multiplied by the weights in one long loop, which the compiler turns into vector
/// instructions; only the short sums of products are then computed one by one. Red and blue share a
/// `long`, so one sum serves both. For one thread.
final class Narrowing {

    private static final int CHANNELS = 3;
    private static final long BOTH_HALVES = ((long) Weights.HALF << Integer.SIZE) + Weights.HALF;

    private final int[] first;
    private final int[] end;

    /// The weight of each pixel of the row in the result of each phase; 0 for pixels that take no
    /// part in it.
    private final int[][] phases;

    private final int length;
    private final long[] redAndBlue;
    private final int[] green;

    Narrowing(Weights columns, Scratch scratch) {
        int count = columns.count();
        int offset = columns.first(0);
        length = columns.end(count - 1) - offset;
        first = new int[count];
        end = new int[count];
        phases = new int[columns.maxOverlap()][length];
        for (int i = 0; i < count; i++) {
            first[i] = columns.first(i) - offset;
            end[i] = columns.end(i) - offset;
            int[] weights = columns.of(i);
            System.arraycopy(weights, 0, phases[i % phases.length], first[i], weights.length);
        }
        redAndBlue = scratch.redAndBlue(length);
        green = scratch.green(length);
    }

    /// Narrows `row`, pixels `0x..RRGGBB`, to levels of red, green, blue, red, ….
    void narrow(int[] row, int[] target) {
        for (int phase = 0; phase < phases.length; phase++) {
            multiplyRedAndBlue(row, phases[phase], length, redAndBlue);
            multiplyGreen(row, phases[phase], length, green);
            for (int i = phase; i < first.length; i += phases.length) {
                sum(i, target);
            }
        }
    }

    private static void multiplyRedAndBlue(int[] row, int[] weights, int length, long[] products) {
        for (int x = 0; x < length; x++) {
            int red = (row[x] >>> 16 & 0xff) * weights[x];
            int blue = (row[x] & 0xff) * weights[x];
            products[x] = ((long) red << Integer.SIZE) + blue;
        }
    }

    private static void multiplyGreen(int[] row, int[] weights, int length, int[] products) {
        for (int x = 0; x < length; x++) {
            products[x] = (row[x] >>> 8 & 0xff) * weights[x];
        }
    }

    private void sum(int index, int[] target) {
        long both = BOTH_HALVES;
        int middle = Weights.HALF;
        int last = end[index];
        for (int x = first[index]; x < last; x++) {
            both += redAndBlue[x];
            middle += green[x];
        }
        int blue = (int) both;
        int red = (int) ((both - blue) >> Integer.SIZE);
        target[CHANNELS * index] = Weights.level(red);
        target[CHANNELS * index + 1] = Weights.level(middle);
        target[CHANNELS * index + 2] = Weights.level(blue);
    }
}
