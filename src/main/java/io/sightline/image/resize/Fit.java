package io.sightline.image.resize;

/// How an image of another shape is brought to a square.
public enum Fit {
    /// Its short side becomes `resize` pixels long, and the long side in proportion; the square is
    /// cut from the centre.
    CROP {
        @Override
        Geometry geometry(int width, int height, int resize, int crop) {
            return width <= height
                    ? new Geometry(resize, (int) ((long) resize * height / width), crop)
                    : new Geometry((int) ((long) resize * width / height), resize, crop);
        }
    },
    /// Both sides become `resize` pixels long, whatever its proportions; the square is cut from the
    /// centre of that.
    SQUASH {
        @Override
        Geometry geometry(int width, int height, int resize, int crop) {
            return new Geometry(resize, resize, crop);
        }
    };

    abstract Geometry geometry(int width, int height, int resize, int crop);
}
