package io.sightline.image.pixels;

/// How stored pixels lie in the upright image: EXIF's eight cases, numbered 1 to 8.
///
/// @param value EXIF's number
public record Orientation(int value) {

    public static final Orientation UPRIGHT = new Orientation(1);

    /// The orientation numbered `value`; upright if no orientation has that number.
    public static Orientation of(int value) {
        return value >= 1 && value <= 8 ? new Orientation(value) : UPRIGHT;
    }

    /// Whether rows of the upright image are columns of the stored one.
    boolean swapsSides() {
        return value >= 5;
    }

    /// Whether the upright image's rows run against the stored rows (or columns, if swapped).
    boolean reversesRows() {
        return value == 3 || value == 4 || value == 7 || value == 8;
    }

    /// Whether the upright image's columns run against the stored columns (or rows, if swapped).
    boolean reversesColumns() {
        return value == 2 || value == 3 || value == 6 || value == 7;
    }
}
