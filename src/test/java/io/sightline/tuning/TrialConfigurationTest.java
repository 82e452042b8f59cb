package io.sightline.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.load.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TrialConfigurationTest {

    @Test
    void classifiesWithOneSettingAfterTheOther() throws Exception {
        for (Setting setting :
                List.of(
                        new Setting("float32", 1, 1, 0, 1, 0),
                        new Setting("float32", 2, 1, 2, 2, 0))) {
            try (Trial trial = TrialConfiguration.open("resnet50", List.of(cat()), setting)) {
                assertThat(trial.ask(0)).isEqualTo(Reply.CLASSIFIED);
            }
        }
    }

    @Test
    void tellsWhatWasNotClassified() throws Exception {
        Setting setting = new Setting("float32", 1, 1, 0, 1, 0);
        try (Trial trial = TrialConfiguration.open("resnet50", List.of(new byte[9]), setting)) {
            assertThat(trial.ask(0)).isEqualTo(Reply.failed("unsupportedformat"));
        }
    }

    @Test
    void measuresNoOtherPrecisionThanTheOneAskedFor() {
        Setting setting = new Setting("float4", 1, 1, 0, 1, 0);

        assertThatThrownBy(() -> TrialConfiguration.open("resnet50", List.of(), setting))
                .isInstanceOf(RuntimeException.class);
    }

    private static byte[] cat() throws IOException {
        try (InputStream file =
                TrialConfigurationTest.class.getResourceAsStream("/images/chelsea.jpg")) {
            return file.readAllBytes();
        }
    }
}
