package io.sightline.image.resize;

/// The filter an image is resized with, antialiased: it widens with the reduction.
public enum Interpolation {
    /// A triangle over the two nearest pixels; torchvision's default.
    BILINEAR(1) {
        @Override
        double weight(double distance) {
            double x = Math.abs(distance);
            return x < 1 ? 1 - x : 0;
        }
    },
    /// Keys' cubic over the four nearest pixels, with Pillow's sharpness of -0.5; timm's default.
    BICUBIC(2) {
        @Override
        double weight(double distance) {
            double x = Math.abs(distance);
            if (x < 1) {
                return ((SHARPNESS + 2) * x - (SHARPNESS + 3)) * x * x + 1;
            }
            return x < 2 ? (((x - 5) * x + 8) * x - 4) * SHARPNESS : 0;
        }
    };

    private static final double SHARPNESS = -0.5;

    private final double support;

    Interpolation(double support) {
        this.support = support;
    }

    /// The distance, in pixels of the smaller image, from which on a pixel has no weight.
    double support() {
        return support;
    }

    /// The weight, not normalised, of a pixel at `distance`.
    abstract double weight(double distance);
}
