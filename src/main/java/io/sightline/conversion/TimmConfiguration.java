package io.sightline.conversion;

import io.sightline.image.resize.Channels;
import io.sightline.image.resize.Fit;
import io.sightline.image.resize.Interpolation;
import io.sightline.image.resize.Preprocessing;
import io.sightline.json.JsonValue;
import io.sightline.repository.Labels.Label;
import io.sightline.resnet.Downsampling;
import io.sightline.resnet.ResNetOptions;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the `config.json` of timm, which transformers keeps when it wraps a network of timm's.
final class TimmConfiguration {

    /// timm's ResNets whose first convolution is `conv1`. What the groups do not name, such as the
    /// stem, the tensors tell.
    private static final Pattern RESNET =
            Pattern.compile(
                    "(test_|tv_|gluon_|ssl_|swsl_|ig_|wide_)?(se|eca)?"
                            + "(resne(?:t|xt)(?<halving>aa|blur)?(rs|light)?(\\d+[cdst]?)?(_.*)?"
                            + "|senet154)");

    /// Arguments of timm's constructor that the tensors tell as well, or that matter in training
    /// only.
    private static final Set<String> HARMLESS =
            Set.of(
                    "avg_down",
                    "base_width",
                    "block_reduce_first",
                    "cardinality",
                    "channels",
                    "drop_block_rate",
                    "drop_path_rate",
                    "drop_rate",
                    "in_chans",
                    "layers",
                    "num_classes",
                    "replace_stem_pool",
                    "stem_type",
                    "stem_width",
                    "zero_init_last");

    private TimmConfiguration() {}

    /// @throws IllegalArgumentException if the network is no ResNet that is known, or a value is
    ///   missing or wrong
    static Configuration read(JsonValue config) {
        JsonValue trained = config.field("pretrained_cfg");
        return new Configuration(
                ResNetOptions.DEFAULT.with(downsampling(config)),
                List.of(preprocessing(trained)),
                labels(config),
                trained.field("license").or(JsonValue::text, ""),
                List.of(
                        new Claim(
                                "config.json: num_classes",
                                String.valueOf(config.field("num_classes").whole()),
                                network -> String.valueOf(network.head().classes()))));
    }

    private static Downsampling downsampling(JsonValue config) {
        JsonValue architecture = config.field("architecture");
        Matcher name = RESNET.matcher(architecture.text());
        if (!name.matches()) {
            throw architecture.refused("one of timm's ResNets, such as resnet50d");
        }
        requireHarmless(config.field("model_args"));
        config.field("global_pool").or(pool -> requireText(pool, "avg"), "avg");
        String halving = name.group("halving");
        if (halving == null) {
            return Downsampling.STRIDED;
        }
        return halving.equals("aa") ? Downsampling.AVERAGE : Downsampling.BLUR;
    }

    private static void requireHarmless(JsonValue arguments) {
        for (String name : arguments.or(JsonValue::names, List.<String>of())) {
            if (!HARMLESS.contains(name)) {
                throw arguments.field(name).refused("left out: only timm knows what it changes");
            }
        }
    }

    private static Preprocessing preprocessing(JsonValue trained) {
        List<Integer> size =
                trained.field("input_size").elements().stream().map(JsonValue::whole).toList();
        if (size.size() != 3 || !size.get(1).equals(size.get(2))) {
            throw trained.field("input_size").refused("channels, rows and as many columns");
        }
        int crop = size.get(1);
        double kept = trained.field("crop_pct").number();
        trained.checked(() -> requireShare(kept));
        return trained.checked(
                () ->
                        new Preprocessing(
                                (int) Math.floor(crop / kept),
                                crop,
                                fit(trained.field("crop_mode")),
                                interpolation(trained.field("interpolation")),
                                channels(trained.field("mean")),
                                channels(trained.field("std"))));
    }

    private static double requireShare(double kept) {
        if (!(kept > 0 && kept <= 1)) {
            throw new IllegalArgumentException(
                    "crop_pct is %s, must be above 0 and at most 1".formatted(kept));
        }
        return kept;
    }

    private static Fit fit(JsonValue mode) {
        return switch (mode.or(JsonValue::text, "center")) {
            case "center" -> Fit.CROP;
            case "squash" -> Fit.SQUASH;
            default -> throw mode.refused("center or squash");
        };
    }

    private static Interpolation interpolation(JsonValue filter) {
        return switch (filter.text()) {
            case "bilinear" -> Interpolation.BILINEAR;
            case "bicubic" -> Interpolation.BICUBIC;
            default -> throw filter.refused("bilinear or bicubic");
        };
    }

    static Channels channels(JsonValue values) {
        List<Float> three = values.numbers(3, "three numbers: red, green, blue");
        return new Channels(three.get(0), three.get(1), three.get(2));
    }

    /// An id for each class, and perhaps words for each id.
    private static List<Label> labels(JsonValue config) {
        JsonValue ids = config.field("label_names");
        JsonValue words = config.field("label_descriptions");
        return ids.or(ClassNames::read, List.<String>of()).stream()
                .map(
                        id ->
                                label(
                                        id,
                                        words.missing()
                                                ? ""
                                                : words.field(id).or(JsonValue::text, "")))
                .toList();
    }

    private static Label label(String id, String words) {
        return words.isBlank() ? new Label("", id) : new Label(id, words);
    }

    private static String requireText(JsonValue value, String expected) {
        if (!value.text().equals(expected)) {
            throw value.refused(expected);
        }
        return expected;
    }
}
