package io.sightline.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Kustomize and the chart are two ways to the same objects.
///
/// What `kubectl` renders is checked no further, being equal to what [ChartTest] checks. Where
/// there is none, a profile of the build leaves this class out.
@Tag("kubectl")
class KustomizeTest {

    private static final String SETTINGS = "sightline-settings";

    @ParameterizedTest
    @EnumSource
    void rendersTheObjectsOfTheChart(Variant variant) {
        List<Manifest> kustomize = variant.kustomize();

        List<Manifest> chart = variant.chart();

        assertThat(comparable(kustomize)).isEqualTo(comparable(chart));
    }

    private static Map<String, Object> comparable(List<Manifest> manifests) {
        return manifests.stream()
                .collect(
                        Collectors.toMap(
                                manifest -> manifest.type() + " " + plainName(manifest.name()),
                                manifest -> comparable(manifest.content())));
    }

    /// `node` without what the two tools add, each in its way:
    ///
    /// - Helm the labels `helm.sh/chart` and `app.kubernetes.io/managed-by`;
    /// - kustomize a hash at the end of the ConfigMap's name, and the chart one in an annotation,
    ///   so that pods are replaced when a setting changes;
    /// - settings are text in a ConfigMap, of which only the meaning counts;
    /// - patches put the entries of a list in another order. No list here depends on its order.
    private static Object comparable(Object node) {
        return switch (node) {
            case Map<?, ?> map -> {
                Map<String, Object> result = new HashMap<>();
                Manifest.asMap(map).forEach((key, value) -> result.put(key, value(key, value)));
                result.remove("helm.sh/chart");
                result.remove("app.kubernetes.io/managed-by");
                result.remove("checksum/settings");
                result.remove("annotations", Map.of());
                yield result;
            }
            case List<?> list ->
                    list.stream()
                            .map(KustomizeTest::comparable)
                            .collect(Collectors.toCollection(HashSet::new));
            case String text -> plainName(text);
            default -> node;
        };
    }

    private static Object value(String key, Object value) {
        return key.equals("application.yaml")
                ? comparable(Manifest.parseMap((String) value))
                : comparable(value);
    }

    private static String plainName(String text) {
        return text.startsWith(SETTINGS) ? SETTINGS : text;
    }
}
