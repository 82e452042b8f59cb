package io.sightline.cli;

import io.sightline.image.resize.Channels;
import io.sightline.image.resize.Fit;
import io.sightline.image.resize.Interpolation;
import io.sightline.image.resize.Preprocessing;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A [Preprocessing] as text: `imagenet`, or what differs from that, for example
/// `resize=248,interpolation=bicubic`.
final class PreprocessingText {

    private static final Set<String> NAMES =
            new TreeSet<>(Set.of("resize", "crop", "fit", "interpolation", "mean", "deviation"));

    private PreprocessingText() {}

    /// @throws IllegalArgumentException if it is none
    static Preprocessing parse(String text) {
        if (text.equals("imagenet")) {
            return Preprocessing.IMAGENET;
        }
        Map<String, String> values = values(text);
        Preprocessing usual = Preprocessing.IMAGENET;
        return new Preprocessing(
                whole(values, "resize", usual.resize()),
                whole(values, "crop", usual.crop()),
                word(values, "fit", Fit.values(), usual.fit()),
                word(values, "interpolation", Interpolation.values(), usual.interpolation()),
                channels(values, "mean", usual.mean()),
                channels(values, "deviation", usual.deviation()));
    }

    private static Map<String, String> values(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (equals < 0 || !NAMES.contains(name)) {
                throw new IllegalArgumentException(
                        "preprocessing has %s, must be imagenet, or NAME=VALUE with one of %s"
                                .formatted(pair, NAMES));
            }
            values.put(name, pair.substring(equals + 1));
        }
        return values;
    }

    private static int whole(Map<String, String> values, String name, int usual) {
        String value = values.getOrDefault(name, String.valueOf(usual));
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw wrong(name, value, "a whole number", e);
        }
    }

    private static <E extends Enum<E>> E word(
            Map<String, String> values, String name, E[] words, E usual) {
        String value = values.getOrDefault(name, usual.name());
        return Arrays.stream(words)
                .filter(word -> word.name().equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "preprocessing's %s is %s, must be one of %s"
                                                .formatted(
                                                        name,
                                                        value,
                                                        Arrays.toString(words)
                                                                .toLowerCase(Locale.ROOT))));
    }

    private static Channels channels(Map<String, String> values, String name, Channels usual) {
        String value = values.get(name);
        if (value == null) {
            return usual;
        }
        String[] three = value.split("/", -1);
        try {
            if (three.length == 3) {
                return new Channels(
                        Float.parseFloat(three[0]),
                        Float.parseFloat(three[1]),
                        Float.parseFloat(three[2]));
            }
        } catch (NumberFormatException e) {
            throw wrong(name, value, "three numbers, red/green/blue", e);
        }
        throw wrong(name, value, "three numbers, red/green/blue", null);
    }

    private static IllegalArgumentException wrong(
            String name, String value, String rule, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "preprocessing's %s is %s, must be %s".formatted(name, value, rule), cause);
    }
}
