package io.sightline.image.resize;

/// For every pixel of a resized and cropped line: which pixels of the original line make it, and
/// how much of each.
///
/// Pillow's arithmetic to the last bit: weights are computed in double precision, scaled to a sum
/// of 1, and rounded to fixed point of 22 bits. Only the pixels that the crop keeps are computed.
/// Immutable once made.
final class Weights {

    /// Bits after the binary point: 8-bit levels with cubic overshoot still fit in 32 bits.
    static final int PRECISION = 22;

    /// One half: added to a sum of weighted levels, it makes the shift by [#PRECISION] round to the
    /// nearest.
    static final int HALF = 1 << (PRECISION - 1);

    private final int[] first;
    private final int[][] weights;

    /// @param length pixels of the line
    /// @param exactLength the same, but the last pixel counts as the fraction that it stands for
    /// @param resized pixels of the line after resizing
    /// @param offset pixels of the resized line that are cut off before the first kept one
    /// @param kept pixels kept, at most `resized - offset`
    Weights(
            Interpolation filter,
            int length,
            double exactLength,
            int resized,
            int offset,
            int kept) {
        this.first = new int[kept];
        this.weights = new int[kept][];
        double scale = exactLength / resized;
        double width = Math.max(scale, 1);
        double support = filter.support() * width;
        double[] exact = new double[(int) (2 * support) + 2];
        for (int i = 0; i < kept; i++) {
            double centre = (offset + i + 0.5) * scale;
            int from = Math.max((int) (centre - support + 0.5), 0);
            int end = Math.min((int) (centre + support + 0.5), length);
            first[i] = from;
            weights[i] = fixedPoint(filter, centre, 1 / width, from, end, exact);
        }
    }

    private static int[] fixedPoint(
            Interpolation filter, double centre, double shrink, int from, int end, double[] exact) {
        int[] rounded = new int[end - from];
        double sum = 0;
        for (int i = 0; i < rounded.length; i++) {
            exact[i] = filter.weight((i + from - centre + 0.5) * shrink);
            sum += exact[i];
        }
        for (int i = 0; i < rounded.length; i++) {
            double weight = sum == 0 ? exact[i] : exact[i] / sum;
            rounded[i] = (int) (weight * (1 << PRECISION) + (weight < 0 ? -0.5 : 0.5));
        }
        return rounded;
    }

    /// Pixels of the line that is made.
    int count() {
        return first.length;
    }

    /// The first pixel that takes part in pixel `index` of the line that is made.
    int first(int index) {
        return first[index];
    }

    /// The pixel behind the last one that takes part in pixel `index`.
    int end(int index) {
        return first[index] + weights[index].length;
    }

    /// The weights of the pixels that take part in pixel `index`; not to be changed.
    int[] of(int index) {
        return weights[index];
    }

    /// The maximum number of pixels of the resized line that one pixel of the original line takes
    /// part in; so many sums are open while the original line is read once.
    int maxOverlap() {
        int max = 1;
        int oldest = 0;
        for (int i = 0; i < first.length; i++) {
            while (end(oldest) <= first[i]) {
                oldest++;
            }
            max = Math.max(max, i - oldest + 1);
        }
        return max;
    }

    /// The 8-bit level that a sum of weighted levels, begun at [#HALF], comes to.
    static int level(int sum) {
        return Math.clamp(sum >> PRECISION, 0, 255);
    }
}
