package io.sightline.image.resize;

/// How a model wants its images: resized, cropped at the centre, normalised.
///
/// @param resize pixels of the short side after resizing, or of both sides; 1 to 1,024
/// @param crop pixels of each side of the square cut from the centre; 1 to `resize`
/// @param fit what becomes of an image that is no square
/// @param interpolation the filter of the resizing
/// @param mean subtracted from each channel, on the scale 0 to 1
/// @param deviation what each channel is then divided by; above 0
public record Preprocessing(
        int resize,
        int crop,
        Fit fit,
        Interpolation interpolation,
        Channels mean,
        Channels deviation) {

    private static final int MAX_RESIZE = 1_024;

    /// The mean of ImageNet's training images, as torchvision states it.
    public static final Channels IMAGENET_MEAN = new Channels(0.485f, 0.456f, 0.406f);

    /// The standard deviation of ImageNet's training images, as torchvision states it.
    public static final Channels IMAGENET_DEVIATION = new Channels(0.229f, 0.224f, 0.225f);

    /// What torchvision's ResNets of the first generation of weights were trained for.
    public static final Preprocessing IMAGENET =
            new Preprocessing(
                    256, 224, Fit.CROP, Interpolation.BILINEAR, IMAGENET_MEAN, IMAGENET_DEVIATION);

    /// A preprocessing that crops.
    public Preprocessing(
            int resize, int crop, Interpolation interpolation, Channels mean, Channels deviation) {
        this(resize, crop, Fit.CROP, interpolation, mean, deviation);
    }

    public Preprocessing {
        if (resize < 1 || resize > MAX_RESIZE) {
            throw new IllegalArgumentException(
                    "resize is %d, must be from 1 to %d".formatted(resize, MAX_RESIZE));
        }
        if (crop < 1 || crop > resize) {
            throw new IllegalArgumentException(
                    "crop is %d, must be from 1 to the resize of %d".formatted(crop, resize));
        }
        requirePositive("red", deviation.red());
        requirePositive("green", deviation.green());
        requirePositive("blue", deviation.blue());
    }

    private static void requirePositive(String channel, float deviation) {
        if (deviation <= 0) {
            throw new IllegalArgumentException(
                    "deviation of %s is %s, must be above 0".formatted(channel, deviation));
        }
    }
}
