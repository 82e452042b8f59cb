package io.sightline.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShapeTest {

    @Test
    void countsElementsAsTheProductOfItsDimensions() {
        Shape shape = Shape.of(64, 3, 7, 7);

        int elements = shape.elements();

        assertThat(elements).isEqualTo(9408);
    }

    @Test
    void isAScalarOfOneElementWithoutDimensions() {
        Shape shape = Shape.of();

        int elements = shape.elements();

        assertThat(elements).isEqualTo(1);
        assertThat(shape).hasToString("scalar");
    }

    @Test
    void readsAsItsDimensions() {
        Shape shape = Shape.of(64, 3, 7, 7);

        String text = shape.toString();

        assertThat(text).isEqualTo("64 x 3 x 7 x 7");
    }

    @Test
    void refusesNineDimensions() {
        assertThatThrownBy(() -> Shape.of(1, 1, 1, 1, 1, 1, 1, 1, 1))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessage("shape has 9 dimensions, must have at most 8");
    }

    @Test
    void refusesANegativeDimension() {
        assertThatThrownBy(() -> Shape.of(2, -1))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessage("shape is 2 x -1, must have dimensions of at least 1");
    }

    @Test
    void refusesAnEmptyDimension() {
        assertThatThrownBy(() -> Shape.of(0, 3))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessage("shape is 0 x 3, must have dimensions of at least 1");
    }

    @Test
    void refusesMoreElementsThanAnyResNetNeeds() {
        assertThatThrownBy(() -> Shape.of(1 << 27, 2))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessage("shape is 134217728 x 2, must have at most 134217728 elements");
    }

    @Test
    void refusesAProductThatWrapsAroundToASmallOne() {
        int huge = 1 << 30;

        assertThatThrownBy(() -> Shape.of(huge, huge, 16))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessageContaining("1073741824 x 1073741824 x 16, must have at most");
    }
}
