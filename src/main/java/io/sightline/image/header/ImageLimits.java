package io.sightline.image.header;

import io.sightline.image.pixels.RefusedImageException;
import io.sightline.image.pixels.Rejection;

/// The bounds an image's header must keep before anything is allocated for its pixels.
///
/// @param maxPixels most pixels of the image
/// @param maxSide most pixels of either side
/// @param maxScans most scans of a progressive JPEG
public record ImageLimits(int maxPixels, int maxSide, int maxScans) {

    /// The most scans of an image that has the most pixels. Each scan of a JPEG makes the decoder
    /// visit every pixel again; ordinary files have ten.
    private static final int SCANS_AT_MAX_PIXELS = 16;

    /// Requires an image to have pixels, and no more than are accepted.
    ///
    /// @param width as the header states it, not yet trusted
    /// @param height as the header states it, not yet trusted
    public void requireSize(long width, long height) throws RefusedImageException {
        if (width <= 0 || height <= 0) {
            throw RefusedImageException.undecodable(
                    "image is %d x %d pixels, must have some".formatted(width, height));
        }
        // Divided, not multiplied: the product of two absurd sides wraps around.
        if (width > maxPixels / height) {
            throw new RefusedImageException(
                    Rejection.TOO_LARGE,
                    "image is %d x %d pixels, at most %d are accepted"
                            .formatted(width, height, maxPixels));
        }
        if (width > maxSide || height > maxSide) {
            throw new RefusedImageException(
                    Rejection.TOO_LARGE,
                    "image is %d x %d pixels, at most %d are accepted on a side"
                            .formatted(width, height, maxSide));
        }
    }

    /// Requires an image's scans, and all pixels of them together, to be no more than are accepted.
    public void requireScans(int scans, long pixels) throws RefusedImageException {
        if (scans > maxScans) {
            throw RefusedImageException.undecodable(
                    "image has %d scans, at most %d are accepted".formatted(scans, maxScans));
        }
        if (scans * pixels > (long) SCANS_AT_MAX_PIXELS * maxPixels) {
            throw RefusedImageException.undecodable(
                    "image has %d scans of %d pixels, at most %d pixels are accepted in all"
                            .formatted(scans, pixels, (long) SCANS_AT_MAX_PIXELS * maxPixels));
        }
    }
}
