package io.sightline.deployment;

import com.jayway.jsonpath.JsonPath;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// One object for Kubernetes: its apiVersion, kind and whatever that kind has.
record Manifest(Map<String, Object> content) {

    /// The objects of a rendered stream of YAML documents; a key that stands twice is an error.
    static List<Manifest> parse(String rendered) {
        return StreamSupport.stream(yaml().loadAll(rendered).spliterator(), false)
                .filter(Map.class::isInstance)
                .map(document -> new Manifest(asMap(document)))
                .toList();
    }

    static Map<String, Object> parseMap(String text) {
        return asMap(yaml().load(text));
    }

    /// The one object of `kind` among `manifests`.
    static Manifest only(String kind, List<Manifest> manifests) {
        List<Manifest> found =
                manifests.stream()
                        .filter(manifest -> manifest.type().endsWith(" " + kind))
                        .toList();
        if (found.size() != 1) {
            throw new AssertionError("%d objects are a %s".formatted(found.size(), kind));
        }
        return found.getFirst();
    }

    /// For example `apps/v1 Deployment`.
    String type() {
        return "%s %s".formatted(content.get("apiVersion"), content.get("kind"));
    }

    String name() {
        return at("metadata.name");
    }

    /// What is at a JSON path such as `spec.ports[0].name`; an error if nothing is.
    @SuppressWarnings("TypeParameterUnusedInFormals") // a wrong type fails its test
    <T> T at(String path) {
        return JsonPath.read(content, "$." + path);
    }

    @SuppressWarnings("unchecked") // the keys of every mapping in a manifest are strings
    static Map<String, Object> asMap(Object node) {
        return (Map<String, Object>) node;
    }

    private static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new Yaml(new SafeConstructor(options));
    }
}
