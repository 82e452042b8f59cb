package io.sightline.image.pixels;

/// The size of a picture, and the factor by which it was decoded smaller.
///
/// @param width pixels of a row of the picture; at least 1
/// @param height rows of the picture; at least 1
/// @param reduction how many times narrower and lower than the picture it was decoded: 1, 2, 4 or 8
public record Extent(int width, int height, int reduction) {

    private static final int MAX_REDUCTION = 8;

    /// A picture decoded in full.
    public static Extent full(int width, int height) {
        return new Extent(width, height, 1);
    }

    /// The largest reduction that leaves the short side at least `minSide` pixels long.
    public Extent reducedTo(long minSide) {
        int reduced = MAX_REDUCTION;
        while (reduced > 1 && Math.min(width, height) < reduced * minSide) {
            reduced /= 2;
        }
        return new Extent(width, height, reduced);
    }

    /// Decoded pixels of a row: the last may stand for less than the others.
    public int columns() {
        return Math.ceilDiv(width, reduction);
    }

    /// Decoded rows.
    public int rows() {
        return Math.ceilDiv(height, reduction);
    }

    /// The length of a row in decoded pixels. The last one counts as the fraction that it stands
    /// for.
    public double exactColumns() {
        return (double) width / reduction;
    }

    /// The length of a column in decoded pixels. The last one counts as the fraction that it stands
    /// for.
    public double exactRows() {
        return (double) height / reduction;
    }

    /// The picture turned on its side.
    Extent turned() {
        return new Extent(/* width= */ height, /* height= */ width, reduction);
    }
}
