package io.sightline.image.tiff;

import io.sightline.image.header.Bytes;
import java.util.List;

/// The strips or tiles of a TIFF file, each of which has been checked to lie inside the file.
///
/// @param width the width of a piece, in pixels
/// @param height the height of a piece, in pixels; the last strip is shorter if the image ends in
///   it
/// @param across the number of pieces side by side in a plane
/// @param kind whether they are strips or tiles
/// @param data the pieces from the top, row by row, plane after plane
public record TiffPieces(int width, int height, int across, Kind kind, List<Bytes> data) {

    /// The two ways to divide an image.
    public enum Kind {
        /// Rows of the whole width; the last strip ends with the image.
        STRIPS,
        /// Rectangles of one size, which have their full height even where the image ends.
        TILES
    }

    /// No pieces: the value before they are read.
    static final TiffPieces NONE = new TiffPieces(0, 0, 0, Kind.STRIPS, List.of());

    public TiffPieces {
        data = List.copyOf(data);
    }
}
