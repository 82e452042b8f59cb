package io.sightline.image.tiff;

import io.sightline.image.header.Bytes;
import java.util.List;

/// The strips or tiles of a TIFF file, each of which was found to lie in the file.
///
/// @param width pixels of a row of a piece
/// @param height rows of a piece; the last strip has fewer if the image ends in it
/// @param across pieces beside each other, of a plane
/// @param tiled whether they are tiles, which are of full height wherever the image ends
/// @param data the pieces from the top, row by row, plane after plane
public record TiffPieces(int width, int height, int across, boolean tiled, List<Bytes> data) {

    /// Before they are looked for.
    static final TiffPieces NONE = new TiffPieces(0, 0, 0, false, List.of());

    public TiffPieces {
        data = List.copyOf(data);
    }
}
