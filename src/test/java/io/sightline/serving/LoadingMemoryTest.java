package io.sightline.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.repository.ModelFailedException;
import io.sightline.torchscript.Precision;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadingMemoryTest {

    private static final long MB = 1_000_000;

    @Test
    void countsEachCopyAndThreeMoreThatTheEngineReads() {
        assertThat(new LoadingMemory(25 * MB, new Precision.Float32(), 1).bytes())
                .isEqualTo(400 * MB);
        assertThat(new LoadingMemory(25 * MB, new Precision.BFloat16(), 1).bytes())
                .isEqualTo(200 * MB);
        assertThat(new LoadingMemory(25 * MB, new Precision.Int8(Map.of()), 2).bytes())
                .isEqualTo(125 * MB);
    }

    @Test
    void refusesWhatDoesNotFitWithTheArithmetic() {
        LoadingMemory memory = new LoadingMemory(250 * MB, new Precision.Float32(), 1);

        assertThatThrownBy(() -> memory.requireRoom("big", 700 * MB))
                .isInstanceOf(ModelFailedException.class)
                .hasMessage(
                        "model big cannot be loaded: that takes 4000 MB outside the heap"
                                + " (250,000,000 parameters x 4 bytes x 4), must be at most the"
                                + " 700 MB that are left; raise the limit of memory, or take a"
                                + " precision of fewer bytes");
    }

    @Test
    void allowsWhatJustFits() {
        LoadingMemory memory = new LoadingMemory(MB, new Precision.Float32(), 1);

        assertThatCode(() -> memory.requireRoom("small", 16 * MB)).doesNotThrowAnyException();
    }
}
