package io.sightline.serving.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.repository.ModelFailedException;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class VersionChoiceTest {

    @Test
    void takesTheHighestNumberForTheLatest() {
        Pointers pointers = new VersionChoice("a", "latest", Map.of()).among(numbers(2, 10, 9));

        assertThat(pointers).isEqualTo(new Pointers(10, Map.of()));
    }

    @Test
    void takesTheNumberThatIsChosenAndThoseOfLabels() {
        Pointers pointers =
                new VersionChoice("a", "2", Map.of("canary", 3)).among(numbers(1, 2, 3));

        assertThat(pointers.number()).isEqualTo(2);
        assertThat(pointers.numbers()).containsExactly(2, 3);
    }

    @Test
    void takesAModelWithoutNumbersAsItIs() {
        assertThat(new VersionChoice("a", "latest", Map.of()).among(numbers(0)).numbers())
                .containsExactly(0);
    }

    @Test
    void refusesANumberThatIsNotThere() {
        for (VersionChoice choice :
                List.of(
                        new VersionChoice("a", "3", Map.of()),
                        new VersionChoice("a", "latest", Map.of("canary", 3)))) {
            assertThatThrownBy(() -> choice.among(numbers(1, 2)))
                    .isInstanceOf(ModelFailedException.class)
                    .hasMessage("version 3 of model a is not there, must be one of [1, 2]");
        }
    }

    @Test
    void refusesANumberForAModelWithoutNumbers() {
        for (VersionChoice choice :
                List.of(
                        new VersionChoice("a", "1", Map.of()),
                        new VersionChoice("a", "latest", Map.of("stable", 1)))) {
            assertThatThrownBy(() -> choice.among(numbers(0)))
                    .isInstanceOf(ModelFailedException.class)
                    .hasMessage(
                            "a version of model a is chosen, must be one with numbered folders,"
                                    + " such as a/1");
        }
    }

    private static SortedSet<Integer> numbers(Integer... numbers) {
        return new TreeSet<>(List.of(numbers));
    }
}
