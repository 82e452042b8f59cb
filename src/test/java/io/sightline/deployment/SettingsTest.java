package io.sightline.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// A pod's settings are some that the service has, and fit one another.
class SettingsTest {

    @ParameterizedTest
    @EnumSource
    void areThoseOfTheService(Variant variant) {
        Settings settings = Settings.of(variant.chart());

        assertThatCode(settings::bindAll).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "settings.sightline.http.max-uploads=20MB, max-uploads", // misspelt
        "settings.sightline.http.max-upload=much, much", // no size
        "settings.sightline.http.max-images=0, max-images", // out of bounds
        "settings.sightline.web.max-upload=20MB, sightline.web", // of a group that is not there
    })
    void areRefusedIfTheServiceDoesNotTakeThem(String value, String named) {
        Settings settings = Settings.of(Chart.render(value));

        assertThatThrownBy(settings::bindAll).hasStackTraceContaining(named);
    }

    @Test
    void ofTheEnvironmentAreRefusedToo() {
        Settings settings =
                Settings.of(
                        Manifest.parse(
                                Chart.renderText("sightline", "gpu.enabled=true")
                                        .replace("INFERENCE_DEVICE", "INFERENCE_DEVICES")));

        assertThatThrownBy(settings::bindAll).hasMessageContaining("SIGHTLINE_INFERENCE_DEVICES");
    }

    @Test
    void ofTheEnvironmentWinOverTheOthers() {
        Settings settings = Settings.of(Variant.GPU.chart());

        int batch = settings.get("sightline.batching.max-batch-size", Integer.class);

        assertThat(batch).isEqualTo(32);
    }

    @ParameterizedTest
    @EnumSource
    void areReadFromWhereTheirFileIsMounted(Variant variant) {
        Manifest deployment = variant.only("Deployment");
        Settings settings = Settings.of(variant.chart());

        List<String> maps = deployment.at("spec.template.spec.volumes[*].configMap.name");
        String folder = mountPath(deployment, "settings");

        assertThat(settings.get("spring.config.additional-location", String.class))
                .isEqualTo("file:%s/".formatted(folder));
        assertThat(maps).containsExactly(variant.only("ConfigMap").name());
    }

    @Test
    void nameTheFolderWhereModelsAreMounted() {
        Manifest deployment = Variant.MODELS.only("Deployment");
        Settings settings = Settings.of(Variant.MODELS.chart());

        List<String> claims =
                deployment.at("spec.template.spec.volumes[*].persistentVolumeClaim.claimName");

        assertThat(settings.get("sightline.models.directory", String.class))
                .isEqualTo(mountPath(deployment, "models"));
        assertThat(claims).containsExactly(Variant.MODELS.only("PersistentVolumeClaim").name());
    }

    /// A drain that is cut short loses requests: by Spring, whose time for a phase must hold the
    /// delay and the longest answer, or by the kubelet, who kills when the grace is over. It counts
    /// from before the hook; the drain and then the web server may each take the time of a phase.
    @ParameterizedTest
    @EnumSource
    void leaveTimeForTheDrain(Variant variant) {
        Settings settings = Settings.of(variant.chart());
        Manifest deployment = variant.only("Deployment");
        int hook =
                deployment.at("spec.template.spec.containers[0].lifecycle.preStop.sleep.seconds");
        int grace = deployment.at("spec.template.spec.terminationGracePeriodSeconds");
        Duration phase =
                settings.get("spring.lifecycle.timeout-per-shutdown-phase", Duration.class);
        Duration delay = settings.get("sightline.http.drain-delay", Duration.class);
        Duration deadline = settings.get("sightline.classification.deadline", Duration.class);

        assertThat(phase).isGreaterThan(delay.plus(deadline));
        assertThat(Duration.ofSeconds(grace - hook)).isGreaterThan(phase.plus(phase));
    }

    private static String mountPath(Manifest deployment, String volume) {
        List<String> paths =
                deployment.at(
                        "spec.template.spec.containers[0].volumeMounts[?(@.name=='%s')].mountPath"
                                .formatted(volume));
        return paths.getFirst();
    }
}
