package io.sightline.image.resize;

/// How an image is resized and cropped: torchvision's `Resize` and `CenterCrop` in numbers.
///
/// @param resizedWidth pixels of a row after resizing
/// @param resizedHeight rows after resizing
/// @param crop pixels of each side of the square that is kept
record Geometry(int resizedWidth, int resizedHeight, int crop) {

    /// Brings a `width` x `height` image to the size asked for.
    static Geometry of(int width, int height, Preprocessing preprocessing) {
        return preprocessing
                .fit()
                .geometry(width, height, preprocessing.resize(), preprocessing.crop());
    }

    /// Columns cut off on the left.
    int left() {
        return offset(resizedWidth);
    }

    /// Rows cut off at the top.
    int top() {
        return offset(resizedHeight);
    }

    private int offset(int length) {
        return (int) Math.rint((length - crop) / 2.0); // a half goes to the even number, as Python
    }
}
