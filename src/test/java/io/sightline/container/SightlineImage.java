package io.sightline.container;

import java.util.Map;

/// The image under test, built once for all tests from `target/sightline.jar`.
final class SightlineImage {

    private static final String NAME = "sightline:test";

    static {
        DockerClient.build(NAME, Map.of("JAR", "target"));
    }

    private SightlineImage() {}

    /// Builds the image if it has not been, and gives its name.
    static String name() {
        return NAME;
    }
}
