package io.sightline.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The chart is clean, and what it renders is what a cluster takes.
class ChartTest {

    @Test
    void passesHelmsStrictLint() {
        LintResult result = Chart.lint();

        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
        assertThat(result.getMessages()).noneMatch(message -> message.contains("WARNING"));
    }

    @ParameterizedTest
    @EnumSource
    void rendersObjectsThatTheirSchemasAllow(Variant variant) {
        List<Manifest> manifests = variant.chart();

        assertThat(manifests).hasSizeGreaterThan(6).allSatisfy(Schemas::check);
    }

    @ParameterizedTest
    @EnumSource
    void namesEachObjectOnce(Variant variant) {
        List<Manifest> manifests = variant.chart();

        assertThat(manifests)
                .extracting(manifest -> manifest.type() + manifest.name())
                .doesNotHaveDuplicates();
    }

    @Test
    void sharesNoNameAndNoSelectorBetweenTwoReleases() {
        String cats = Chart.renderText("cats", "models.enabled=true", "autoscaling.mode=keda");

        Set<String> names =
                Manifest.parse(cats).stream().map(Manifest::name).collect(Collectors.toSet());

        assertThat(names).allMatch(name -> name.startsWith("cats"));
        assertThat(cats).doesNotContain("app.kubernetes.io/instance: sightline");
    }

    @ParameterizedTest
    @CsvSource({
        "replica=3, replica", // misspelt
        "replicas=some, replicas", // of another type
        "resources.limits.cpu=1500m, cpu", // half a processor more than the threads would use
        "autoscaling.mode=memory, mode", // none of the ways there are
        "gateway.timeout=15, timeout" // a number without its unit
    })
    void refusesValuesOutsideItsSchema(String value, String named) {
        assertThatThrownBy(() -> Chart.render(value))
                .hasMessageContaining("values don't meet the specifications of the schema")
                .hasMessageContaining(named);
    }

    @Test
    void takesAnotherWholeNumberOfProcessors() {
        Manifest deployment =
                Manifest.only(
                        "Deployment",
                        Chart.render("resources.limits.cpu=4", "resources.requests.cpu=4"));

        Object processors = deployment.at("spec.template.spec.containers[0].resources.limits.cpu");

        assertThat(processors).hasToString("4");
        Schemas.check(deployment);
    }

    @Test
    void isOfTheVersionThatIsBuilt() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String chart = Files.readString(Path.of("k8s/chart/Chart.yaml"));

        Object version = Manifest.parseMap(chart).get("appVersion");

        assertThat(pom)
                .containsPattern(
                        "<artifactId>sightline</artifactId>\\s*<version>%s(-SNAPSHOT)?</version>"
                                .formatted(version));
    }
}
