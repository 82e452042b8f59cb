package io.sightline.conversion;

import io.sightline.image.resize.Channels;
import io.sightline.image.resize.Fit;
import io.sightline.image.resize.Interpolation;
import io.sightline.image.resize.Preprocessing;
import io.sightline.json.JsonValue;

/// Reads the `preprocessor_config.json` of transformers.
final class ImageProcessor {

    /// From this size on, ConvNext's processor squashes instead of cropping.
    private static final int SQUASHED_FROM = 384;

    private static final double RESCALE = 1 / 255.0;

    private static final Channels HALF = new Channels(0.5f, 0.5f, 0.5f);

    private ImageProcessor() {}

    /// @throws IllegalArgumentException if the processor is none that is known, or a value is
    ///   missing or wrong
    static Preprocessing read(JsonValue config) {
        requireTrue(config.field("do_resize"));
        requireTrue(config.field("do_rescale"));
        JsonValue factor = config.field("rescale_factor");
        if (Math.abs(factor.or(JsonValue::number, RESCALE) - RESCALE) > 1e-6) {
            throw factor.refused("1/255");
        }
        JsonValue older = config.field("feature_extractor_type");
        JsonValue type = older.missing() ? config.field("image_processor_type") : older;
        String kind = type.text().replaceFirst("(FeatureExtractor|ImageProcessor)(Fast)?$", "");
        return switch (kind) {
            case "ConvNext" -> convNext(config);
            case "ViT" -> vit(config);
            case "Bit" -> bit(config);
            default -> throw type.refused("that of ConvNext, ViT or Bit");
        };
    }

    private static Preprocessing convNext(JsonValue config) {
        int size = side(config.field("size"), "shortest_edge");
        double kept = config.field("crop_pct").or(JsonValue::number, 224.0 / 256);
        if (!(kept > 0 && kept <= 1)) {
            throw config.field("crop_pct").refused("above 0 and at most 1");
        }
        return size >= SQUASHED_FROM
                ? preprocessing(config, size, size, Fit.SQUASH, Interpolation.BILINEAR)
                : preprocessing(
                        config, (int) (size / kept), size, Fit.CROP, Interpolation.BILINEAR);
    }

    private static Preprocessing vit(JsonValue config) {
        int size = square(config.field("size"));
        return preprocessing(config, size, size, Fit.SQUASH, Interpolation.BILINEAR);
    }

    private static Preprocessing bit(JsonValue config) {
        requireTrue(config.field("do_center_crop"));
        int size = side(config.field("size"), "shortest_edge");
        int crop = square(config.field("crop_size"));
        return preprocessing(config, size, crop, Fit.CROP, Interpolation.BICUBIC);
    }

    private static Preprocessing preprocessing(
            JsonValue config, int resize, int crop, Fit fit, Interpolation usual) {
        boolean normalised = config.field("do_normalize").or(JsonValue::truth, true);
        Channels mean = config.field("image_mean").or(TimmConfiguration::channels, HALF);
        Channels deviation = config.field("image_std").or(TimmConfiguration::channels, HALF);
        return config.checked(
                () ->
                        new Preprocessing(
                                resize,
                                crop,
                                fit,
                                config.field("resample").or(ImageProcessor::filter, usual),
                                normalised ? mean : new Channels(0, 0, 0),
                                normalised ? deviation : new Channels(1, 1, 1)));
    }

    /// Pillow's number of a filter.
    private static Interpolation filter(JsonValue number) {
        return switch (number.whole()) {
            case 2 -> Interpolation.BILINEAR;
            case 3 -> Interpolation.BICUBIC;
            default -> throw number.refused("2, bilinear, or 3, bicubic");
        };
    }

    /// A number, or an object with this one.
    private static int side(JsonValue size, String name) {
        return size.node().isObject() ? size.field(name).whole() : size.whole();
    }

    private static int square(JsonValue size) {
        if (!size.node().isObject()) {
            return size.whole();
        }
        int height = size.field("height").whole();
        if (height != size.field("width").whole()) {
            throw size.refused("of one height and width");
        }
        return height;
    }

    private static void requireTrue(JsonValue value) {
        if (!value.or(JsonValue::truth, true)) {
            throw value.refused("true");
        }
    }
}
