package io.sightline.conversion;

import static java.util.stream.Collectors.joining;

import io.sightline.json.JsonValue;
import io.sightline.repository.Labels.Label;
import io.sightline.resnet.ResNet;
import io.sightline.resnet.ResNetOptions;
import io.sightline.resnet.StageSummary;
import io.sightline.resnet.StrideOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Reads the `config.json` of a ResNet of transformers.
final class TransformersConfiguration {

    /// What transformers calls a class that nobody named.
    private static final String PLACEHOLDER = "LABEL_\\d+";

    /// Of an image; what is asked here is the same for all.
    private static final int ANY_SIDE = 224;

    private TransformersConfiguration() {}

    /// @throws IllegalArgumentException if the network is none that is known, or a value is missing
    ///   or wrong
    static Configuration read(JsonValue config) {
        require(config.field("hidden_act"), JsonValue::text, "relu");
        require(config.field("num_channels"), JsonValue::whole, 3);
        return new Configuration(options(config), List.of(), labels(config), "", claims(config));
    }

    private static <T> void require(JsonValue value, Function<JsonValue, T> reader, T expected) {
        if (!value.missing() && !reader.apply(value).equals(expected)) {
            throw value.refused(String.valueOf(expected));
        }
    }

    private static ResNetOptions options(JsonValue config) {
        boolean early = config.field("downsample_in_bottleneck").or(JsonValue::truth, false);
        boolean first = config.field("downsample_in_first_stage").or(JsonValue::truth, false);
        ResNetOptions usual = ResNetOptions.of(early ? StrideOrder.V1 : StrideOrder.V1_5);
        return new ResNetOptions(
                usual.strideOrder(), usual.downsampling(), usual.stemPooling(), first ? 2 : 1);
    }

    private static List<Label> labels(JsonValue config) {
        List<String> names = config.field("id2label").or(ClassNames::read, List.of());
        return names.stream().allMatch(name -> name.matches(PLACEHOLDER))
                ? List.of()
                : names.stream().map(name -> new Label("", name)).toList();
    }

    private static List<Claim> claims(JsonValue config) {
        List<Claim> claims = new ArrayList<>();
        add(claims, config.field("depths"), it -> perStage(it, StageSummary::blocks));
        add(claims, config.field("hidden_sizes"), it -> perStage(it, StageSummary::channels));
        JsonValue width = config.field("embedding_size");
        if (!width.missing()) {
            claims.add(
                    new Claim(
                            place(width),
                            String.valueOf(width.whole()),
                            network -> String.valueOf(parts(network).getFirst().channels())));
        }
        JsonValue kind = config.field("layer_type");
        if (!kind.missing()) {
            claims.add(new Claim(place(kind), kind.text(), TransformersConfiguration::kind));
        }
        return claims;
    }

    private static void add(List<Claim> claims, JsonValue list, Function<ResNet, String> actual) {
        if (!list.missing()) {
            String value =
                    list.elements().stream()
                            .map(element -> String.valueOf(element.whole()))
                            .collect(joining(", ", "[", "]"));
            claims.add(new Claim(place(list), value, actual));
        }
    }

    private static String perStage(ResNet network, Function<StageSummary, Integer> number) {
        return parts(network).stream()
                .filter(part -> part.blocks() > 0)
                .map(stage -> String.valueOf(number.apply(stage)))
                .collect(joining(", ", "[", "]"));
    }

    private static List<StageSummary> parts(ResNet network) {
        return network.summary(ANY_SIDE);
    }

    private static String kind(ResNet network) {
        return network.hasBottlenecks() ? "bottleneck" : "basic";
    }

    private static String place(JsonValue value) {
        return "config.json: " + value.path();
    }
}
