package io.sightline.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class SettingTest {

    private final Setting setting = new Setting("int8", 2, 1, 4, 8, 15);

    @Test
    void writesYamlInDigitsThatProgramsReadWhateverTheLocale() {
        Locale usual = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            String yaml = setting.yaml();

            assertThat(yaml)
                    .isEqualTo(
                            """
                            sightline:
                              inference:
                                precision: int8
                                lanes: 2
                                threads: 1
                                solo-threads: 4
                              batching:
                                max-batch-size: 8
                                max-delay: 15ms
                            """);
        } finally {
            Locale.setDefault(usual);
        }
    }
}
