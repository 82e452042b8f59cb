package io.sightline.checkpoint;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Safetensors files that claim what is not so.
class MalformedSafetensorsTest {

    private static final String FLOAT = "{'dtype':'F32','shape':[1],'data_offsets':[0,4]}";

    @Test
    void acceptsAHeaderWithoutMetadata() {
        byte[] file = file("{'a':" + FLOAT + "}", 4);

        Checkpoint checkpoint = Safetensors.read(file);

        assertThat(checkpoint.tensor("a").shape()).isEqualTo(Shape.of(1));
    }

    @Test
    void acceptsTensorsInAnotherOrderThanTheirData() {
        String b = "'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}";
        byte[] file = file("{" + b + ",'a':" + FLOAT + "}", 8);

        Checkpoint checkpoint = Safetensors.read(file);

        assertThat(checkpoint.tensors().sequencedKeySet()).containsExactly("a", "b");
    }

    @Test
    void refusesAFileTooShortForALength() {
        assertRefused(new byte[7], "file is 7 bytes, a safetensors file has at least 8");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 3, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void refusesAHeaderThatTheFileCannotHold(long length) {
        byte[] file = ByteBuffer.allocate(10).order(LITTLE_ENDIAN).putLong(length).array();

        assertRefused(file, "header is %d bytes, must be from 2 to 2 in a file of 10", length);
    }

    @Test
    void refusesAHeaderOfMoreThanFourMebibytes() {
        byte[] file = file("{}" + " ".repeat(4 << 20), 0);

        assertRefused(
                file, "header is 4194306 bytes, must be from 2 to 4194304 in a file of 4194314");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'a':", "nonsense", "{}{}", "{'a':1,}", "\0\0\0\0", "\uFEFF{}"})
    void refusesAHeaderThatIsNotJson(String header) {
        assertThatThrownBy(() -> Safetensors.read(file(header, 0)))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessageStartingWith("header is not JSON: ");
    }

    @Test
    void refusesAHeaderThatIsNestedDeeply() {
        String header = "{'a':" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        assertThatThrownBy(() -> Safetensors.read(file(header, 0)))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessageStartingWith("header is not JSON: ")
                .hasMessageContaining("depth");
    }

    @Test
    void refusesATensorThatStandsTwice() {
        byte[] file = file("{'a':" + FLOAT + ",'a':" + FLOAT + "}", 4);

        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessageContaining("Duplicate")
                .hasMessageContaining("a");
    }

    @Test
    void refusesAHeaderThatIsNoObject() {
        assertRefused(file("[1,2]", 0), "header is [1,2], must be a JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "line\\nbreak", "M\u00fcller"})
    void refusesANameThatIsNotPlain(String name) {
        assertThatThrownBy(() -> Safetensors.read(file("{'" + name + "':" + FLOAT + "}", 4)))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessageMatching(
                        "a tensor has a name of \\d+ characters, must be 1 to 256 visible ones of"
                                + " ASCII");
    }

    @Test
    void refusesANameOf257Characters() {
        byte[] file = file("{'" + "a".repeat(257) + "':" + FLOAT + "}", 4);

        assertRefused(
                file,
                "a tensor has a name of 257 characters, must be 1 to 256 visible ones of ASCII");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'U4'|\"U4\"",
                "'f32'|\"f32\"",
                "'FLOAT'|\"FLOAT\"",
                "32|32",
                "null|null",
                "{}|{}"
            })
    void refusesATypeThatItDoesNotKnow(String type, String shown) {
        byte[] file = file("{'a':{'dtype':" + type + ",'shape':[1],'data_offsets':[0,4]}}", 4);

        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessageStartingWith("tensor a is invalid: dtype is ")
                .hasMessageContaining(shown.replace("\"", ""))
                .hasMessageEndingWith(
                        "must be one of [F16, BF16, F32, F64, I32, I64, U8, I8, I16, BOOL]");
    }

    @Test
    void refusesADescriptionThatIsNoObject() {
        assertRefused(
                file("{'a':5}", 0),
                "tensor a is invalid: dtype is missing, must be one of [F16, BF16, F32, F64, I32,"
                        + " I64, U8, I8, I16, BOOL]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'1'", "1", "null", "{}", "[1.5]", "['1']", "[4294967297]", "[[1]]"})
    void refusesAShapeThatIsNoListOfWholeNumbers(String shape) {
        byte[] file = file("{'a':{'dtype':'F32','shape':" + shape + ",'data_offsets':[0,4]}}", 4);

        assertRefused(
                file,
                "tensor a is invalid: shape is %s, must be a list of whole numbers of 31 bits",
                shape.replace('\'', '"'));
    }

    @Test
    void refusesAShapeWithoutElements() {
        byte[] file = file("{'a':{'dtype':'F32','shape':[0],'data_offsets':[0,0]}}", 0);

        assertRefused(file, "tensor a is invalid: shape is 0, must have dimensions of at least 1");
    }

    @Test
    void refusesAShapeWhoseBytesWouldWrapAroundToNone() {
        String shape = "[16777216,16777216,8192]";
        byte[] file = file("{'a':{'dtype':'F64','shape':" + shape + ",'data_offsets':[0,0]}}", 0);

        assertRefused(
                file,
                "tensor a is invalid: shape is 16777216 x 16777216 x 8192, must have at most"
                        + " 134217728 elements");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[0]",
                "[0,4,8]",
                "0",
                "['0','4']",
                "[0,4.5]",
                "[0,null]",
                "[0,9223372036854775808]"
            })
    void refusesOffsetsThatAreNotTwoWholeNumbers(String offsets) {
        byte[] file = file("{'a':{'dtype':'F32','shape':[1],'data_offsets':" + offsets + "}}", 4);

        assertRefused(
                file,
                "tensor a is invalid: data_offsets is %s, must be two whole numbers",
                offsets.replace('\'', '"'));
    }

    @Test
    void quotesNoMoreThanTheBeginningOfALongMistake() {
        byte[] file = file("{'a':{'dtype':'" + "x".repeat(10_000) + "'}}", 0);

        assertRefused(
                file,
                "tensor a is invalid: dtype is \"%s…, must be one of [F16, BF16, F32, F64, I32,"
                        + " I64, U8, I8, I16, BOOL]",
                "x".repeat(59));
    }

    @ParameterizedTest
    @CsvSource({"3, 7, 3", "8, 12, 8", "-4, 0, -4"})
    void refusesATensorThatDoesNotStartWhereTheOneBeforeEnds(int begin, int end, int shown) {
        String offsets = "[" + begin + "," + end + "]";
        String b = "'b':{'dtype':'F32','shape':[1],'data_offsets':" + offsets + "}";
        byte[] file = file("{'a':" + FLOAT + "," + b + "}", 12);

        assertRefused(
                file,
                "tensor b starts at byte %d of the data, must start at %d",
                shown,
                begin < 0 ? 0 : 4);
    }

    @Test
    void refusesATensorThatEndsBehindTheData() {
        assertRefused(
                file("{'a':" + FLOAT + "}", 3),
                "tensor a ends at byte 4 of the data, must end from 0 to 3");
    }

    @Test
    void refusesATensorThatEndsBeforeItStarts() {
        byte[] file = file("{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,-4]}}", 4);

        assertRefused(file, "tensor a ends at byte -4 of the data, must end from 0 to 4");
    }

    @Test
    void refusesATensorThatHasMoreBytesThanItsShape() {
        byte[] file = file("{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,8]}}", 8);

        assertRefused(file, "tensor a is invalid: data is 8 bytes, F32 of shape 1 takes 4");
    }

    @Test
    void refusesDataThatBelongsToNoTensor() {
        assertRefused(file("{'a':" + FLOAT + "}", 9), "5 bytes of data belong to no tensor");
    }

    private static void assertRefused(byte[] file, String message, Object... values) {
        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessage(message, values);
    }

    /// A file with this header, in which `'` stands for `"`, and so many bytes of data.
    private static byte[] file(String header, int data) {
        byte[] json = header.replace('\'', '"').getBytes(UTF_8);
        return ByteBuffer.allocate(Long.BYTES + json.length + data)
                .order(LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .array();
    }
}
