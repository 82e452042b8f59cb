package io.sightline.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A kustomization: one of the tree's overlays, or components on its base.
///
/// Rendered by `kubectl`, which asks no cluster for it.
///
/// @param folder where its `kustomization.yaml` is
/// @param text what that file is to say, or nothing if it is there
record Overlay(Path folder, String text) {

    private static final Path TREE = Path.of("k8s");

    static Overlay named(String name) {
        return new Overlay(TREE.resolve("overlays").resolve(name), "");
    }

    /// The base with `components` on it, as an overlay of one's own has them.
    static Overlay of(String... components) {
        Path folder = Path.of("target", "kustomize", String.join("-", components));
        Path tree = folder.relativize(TREE);
        String text =
                """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources:
                  - %s/base
                components:
                """
                        .formatted(tree);
        return new Overlay(
                folder,
                Stream.of(components)
                        .map(component -> "  - %s/components/%s\n".formatted(tree, component))
                        .collect(Collectors.joining("", text, "")));
    }

    List<Manifest> render() {
        try {
            if (!text.isEmpty()) {
                Files.createDirectories(folder);
                Files.writeString(folder.resolve("kustomization.yaml"), text);
            }
            Process process =
                    new ProcessBuilder("kubectl", "kustomize", folder.toString())
                            .redirectErrorStream(true)
                            .start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(output);
            }
            return Manifest.parse(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while kubectl rendered " + folder, e);
        }
    }
}
