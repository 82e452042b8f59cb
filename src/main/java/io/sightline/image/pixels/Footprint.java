package io.sightline.image.pixels;

/// The most memory that decoding one image takes, as its header tells.
///
/// @param nativeBytes outside Java's heap: pixels, coefficients, a copy of the file
/// @param heapBytes in the heap: the upload itself, and the pixels where the JDK decodes
public record Footprint(long nativeBytes, long heapBytes) {

    public static final Footprint NOTHING = new Footprint(0, 0);

    public Footprint {
        if (nativeBytes < 0 || heapBytes < 0) {
            throw new IllegalArgumentException(
                    "footprint is %d and %d bytes, must not be negative"
                            .formatted(nativeBytes, heapBytes));
        }
    }

    /// An image that the JDK decodes into `pixelBytes` of its heap.
    public static Footprint inHeap(byte[] upload, long pixelBytes) {
        return new Footprint(0, upload.length + pixelBytes);
    }

    public Footprint plus(Footprint other) {
        return new Footprint(nativeBytes + other.nativeBytes, heapBytes + other.heapBytes);
    }

    public Footprint minus(Footprint other) {
        return new Footprint(nativeBytes - other.nativeBytes, heapBytes - other.heapBytes);
    }

    /// Whether neither part is larger than that of `limit`.
    public boolean fitsIn(Footprint limit) {
        return nativeBytes <= limit.nativeBytes && heapBytes <= limit.heapBytes;
    }
}
