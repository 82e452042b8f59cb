package io.sightline.deployment;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.nio.file.Path;
import java.util.List;

/// The Helm chart, rendered by Helm's own library.
final class Chart {

    private static final Path DIRECTORY = Path.of("k8s/chart");

    private static final String OLDEST_KUBERNETES = "1.30.0";

    private Chart() {}

    /// The chart as release `sightline`, with values such as `gpu.enabled=true`.
    static List<Manifest> render(String... values) {
        return Manifest.parse(renderText("sightline", values));
    }

    static String renderText(String release, String... values) {
        TemplateCommand command =
                new Helm(DIRECTORY).template().withName(release).withKubeVersion(OLDEST_KUBERNETES);
        for (String value : values) {
            String[] pair = value.split("=", 2);
            command.set(pair[0], pair[1]);
        }
        return command.call();
    }

    static LintResult lint() {
        return new Helm(DIRECTORY).lint().strict().call();
    }
}
