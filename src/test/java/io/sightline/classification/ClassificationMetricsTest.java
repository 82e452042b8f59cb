package io.sightline.classification;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightline.image.decoder.DecodersInUse;
import org.junit.jupiter.api.Test;

class ClassificationMetricsTest {

    @Test
    void saysWhatDecodes() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();

        new ClassificationMetrics(registry).decoders(new DecodersInUse("turbojpeg", "none"));

        assertThat(registry.get("sightline.decoder.info").tags("format", "jpeg").gauge().getId())
                .satisfies(id -> assertThat(id.getTag("decoder")).isEqualTo("turbojpeg"));
        assertThat(registry.get("sightline.decoder.info").tags("format", "webp").gauge().value())
                .isEqualTo(1);
    }
}
