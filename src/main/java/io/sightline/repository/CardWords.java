package io.sightline.repository;

import static java.util.stream.Collectors.joining;

import io.sightline.json.JsonValue;
import io.sightline.resnet.Downsampling;
import io.sightline.resnet.StemPooling;
import io.sightline.resnet.StrideOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;

/// What a card calls the options of a network.
final class CardWords {

    private CardWords() {}

    static StrideOrder strides(JsonValue word) {
        return one(word, StrideOrder.values(), StrideOrder::label);
    }

    static Downsampling downsampling(JsonValue word) {
        return one(word, Downsampling.values(), CardWords::of);
    }

    static StemPooling stemPooling(JsonValue word) {
        return one(word, StemPooling.values(), CardWords::of);
    }

    /// For example `as-stem`.
    static String of(Enum<?> option) {
        return option.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <T> T one(JsonValue word, T[] options, Function<T, String> name) {
        String text = word.text();
        return Arrays.stream(options)
                .filter(option -> name.apply(option).equals(text))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "%s is %s, must be %s"
                                                .formatted(
                                                        word.path(),
                                                        text,
                                                        Arrays.stream(options)
                                                                .map(name)
                                                                .collect(joining(" or ")))));
    }
}
