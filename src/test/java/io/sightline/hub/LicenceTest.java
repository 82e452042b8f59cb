package io.sightline.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LicenceTest {

    @ParameterizedTest
    @CsvSource({
        "cc-by-nc-4.0, true",
        "CC-BY-NC-SA-4.0, true",
        "apache-2.0, false",
        "cc-by-4.0, false",
        "ncsa, false"
    })
    void knowsTheNamesThatForbidCommercialUse(String id, boolean nonCommercial) {
        assertThat(new Licence.Told(id).isNonCommercial()).isEqualTo(nonCommercial);
    }

    @Test
    void showsForeignTextInPrint() {
        assertThat(new Licence.Told(" mit\u001b[31m ").id()).isEqualTo("mit?[31m");
    }

    @Test
    void refusesABlankName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Licence.Told(" "))
                .withMessage("the licence is blank, must be named");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "---|license: mit|---; mit",
                "---|tags:|- a|license: 'apache-2.0' # yes|---; apache-2.0",
                "---|license:|  - cc-by-4.0|  - mit|---; cc-by-4.0",
                "---|license: [mit]|---; mit",
                "---|a: b|---|license: mit; ''",
                "license: mit; ''",
                "---|sub:|  license: mit|---; ''",
                "---|license:; ''",
                "''; ''"
            })
    void readsAValueOfFrontMatter(String lines, String licence) {
        assertThat(FrontMatter.of(lines.replace('|', '\n')).value("license")).isEqualTo(licence);
    }
}
