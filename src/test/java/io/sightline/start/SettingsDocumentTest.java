package io.sightline.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsDocumentTest {

    private static final Path DOCUMENT = Path.of("docs", "settings.md");

    @Test
    void saysOfTheSettingsWhatTheirRecordsSay() throws IOException {
        String expected = SettingsDocument.of(SettingsCheck.RECORDS);
        if (Boolean.getBoolean("settings.write")) {
            Files.writeString(DOCUMENT, expected);
        }

        assertThat(DOCUMENT)
                .as(
                        "docs/settings.md differs from the settings' own documentation; write it"
                                + " anew with ./mvnw test -Dtest=SettingsDocumentTest"
                                + " -Dsettings.write=true")
                .content()
                .isEqualTo(expected);
    }

    @Test
    void hasNoLineTooLongToRead() throws IOException {
        assertThat(SettingsDocument.of(SettingsCheck.RECORDS).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
    }
}
