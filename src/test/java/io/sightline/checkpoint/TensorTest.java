package io.sightline.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class TensorTest {

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"U8", "BOOL"}) // which have no -2
    void keepsSmallWholeNumbersInEveryType(TensorType type) {
        float[] values = {0, 1, -2, 100};

        Tensor tensor = Tensor.of(type, Shape.of(2, 2), values);

        assertThat(tensor.toFloats()).containsExactly(values);
    }

    @ParameterizedTest
    @CsvSource({
        "F16, 0x1.002p0, 0x1.0p0", // halfway between 1 and the next, which is odd
        "F16, 0x1.006p0, 0x1.008p0", // halfway between an odd number and the next
        "F16, 0x1.0021p0, 0x1.004p0", // a little more than halfway
        "F16, 65504, 65504",
        "F16, 65520, Infinity",
        "BF16, 0x1.01p0, 0x1.0p0",
        "BF16, 0x1.03p0, 0x1.04p0",
        "BF16, 0x1.0101p0, 0x1.02p0",
        "BF16, -0x1.03p0, -0x1.04p0",
        "BF16, 3.4028235e38, Infinity",
        "BF16, NaN, NaN",
        "F32, 0.1, 0.1",
        "F64, 0.1, 0.1",
        "I32, 2.6, 3",
        "I32, 2.5, 2",
        "I64, -2.6, -3",
        "I16, 2.6, 3",
        "I8, -2.5, -2",
        "U8, 254.6, 255",
        "BOOL, 7, 1",
        "BOOL, 0, 0"
    })
    void roundsToTheNearestNumberOfItsTypeAndTiesToEven(
            TensorType type, float value, float expected) {
        Tensor tensor = Tensor.of(type, Shape.of(1), value);

        float stored = tensor.toFloats()[0];

        assertThat(stored).isEqualTo(Float.valueOf(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "F16, 003c",
        "BF16, 803f",
        "F32, 0000803f",
        "F64, 000000000000f03f",
        "I32, 01000000",
        "I64, 0100000000000000",
        "I16, 0100",
        "I8, 01",
        "U8, 01",
        "BOOL, 01"
    })
    void isLittleEndianInEveryType(TensorType type, String hexadecimal) {
        Tensor one = Tensor.of(type, Shape.of(1), 1);

        byte[] bytes = one.data().toArray(ValueLayout.JAVA_BYTE);

        assertThat(bytes).asHexString().isEqualToIgnoringCase(hexadecimal);
    }

    @Test
    void cannotBeChangedThroughItsData() {
        Tensor tensor = Tensor.of(TensorType.F32, Shape.of(1), 1);

        boolean readOnly = tensor.data().isReadOnly();

        assertThat(readOnly).isTrue();
    }

    @Test
    void refusesFewerValuesThanItsShapeHas() {
        assertThatThrownBy(() -> Tensor.of(TensorType.F32, Shape.of(2, 2), 1, 2, 3))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessage("3 values do not fill a shape of 2 x 2");
    }

    @Test
    void refusesDataThatIsLongerThanItsShape() {
        MemorySegment data = MemorySegment.ofArray(new byte[17]);

        assertThatThrownBy(() -> new Tensor(TensorType.F32, Shape.of(2, 2), data))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessage("data is 17 bytes, F32 of shape 2 x 2 takes 16");
    }
}
