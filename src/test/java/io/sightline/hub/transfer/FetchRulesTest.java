package io.sightline.hub.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FetchRulesTest {

    @Test
    void allowsEightGibibytesInTwoHours() {
        assertThat(FetchRules.USUAL)
                .isEqualTo(new FetchRules(false, 8_589_934_592L, Duration.ofHours(2), 5));
    }

    @Test
    void staysOfflineOnceItIs() {
        assertThat(FetchRules.USUAL.offline(true).offline(false).offline()).isTrue();
        assertThat(FetchRules.USUAL.offline(false).offline()).isFalse();
    }

    @Test
    void refusesWhatLeavesNoRoom() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FetchRules(false, 0, Duration.ofHours(1), 1))
                .withMessage("max-bytes is 0, must be at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FetchRules(false, 1, Duration.ZERO, 1))
                .withMessage("longest is PT0S, must be positive");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FetchRules(false, 1, Duration.ofHours(1), 0))
                .withMessage("tries is 0, must be at least 1");
    }
}
