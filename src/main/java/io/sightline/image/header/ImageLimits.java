package io.sightline.image.header;

import io.sightline.image.pixels.RefusedImageException;
import io.sightline.image.pixels.Rejection;

/// The limits that an image's header must keep before memory is allocated for its pixels.
///
/// @param maxPixels the maximum number of pixels of an image
/// @param maxSide the maximum width and height, in pixels
/// @param maxScans the maximum number of scans of a progressive JPEG
public record ImageLimits(int maxPixels, int maxSide, int maxScans) {

    /// The maximum number of scans for an image with the maximum number of pixels. A JPEG decoder
    /// visits every pixel again in each scan; ordinary files have ten scans.
    private static final int SCANS_AT_MAX_PIXELS = 16;

    /// Requires an image to have pixels, and no more than the limits allow.
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

    /// Requires the number of scans, and the pixels of all scans together, to be within the limits.
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
