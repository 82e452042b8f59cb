package io.sightline.image.header;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Directories of one entry, in hexadecimal; the second line of each is the entry.
class ExifOrientationTest {

    private static final String LITTLE = "49492a0008000000 0100";
    private static final String BIG = "4d4d002a00000008 0001";
    private static final String SIX = "1201 0300 01000000 06000000";

    @ParameterizedTest
    @CsvSource({
        "short, 1201 0300 01000000 06000000",
        "two shorts, 1201 0300 02000000 06000100",
        "long, 1201 0400 01000000 06000000",
        "rational, 1201 0500 01000000 16000000 0600000001000000",
        "signed byte, 1201 0600 01000000 06000000",
        "signed short, 1201 0800 01000000 06000000",
        "signed long, 1201 0900 01000000 06000000",
        "signed rational, 1201 0a00 01000000 16000000 0600000001000000",
        "float, 1201 0b00 01000000 0000c040",
        "double, 1201 0c00 01000000 16000000 0000000000001840",
        "directory, 1201 0d00 01000000 06000000",
        "long of 64 bits, 1201 1000 01000000 16000000 0600000000000000"
    })
    void readsNumbersOfEveryType(String type, String entry) {
        assertThat(orientation(LITTLE + entry)).as(type).hasValue(6);
    }

    @ParameterizedTest
    @CsvSource({
        "byte, 1201 0100 01000000 06000000",
        "text, 1201 0200 02000000 36000000",
        "undefined, 1201 0700 01000000 06000000",
        "unknown type, 1201 6300 01000000 06000000",
        "half, 1201 0b00 01000000 0000d040",
        "no quotient, 1201 0500 01000000 16000000 0600000000000000"
    })
    void takesWhatIsNoWholeNumberForNoOrientation(String type, String entry) {
        assertThat(orientation(LITTLE + entry)).as(type).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"49492b0008000000 0100" + SIX, "457869660000 2a2a", "00"})
    void takesWhatIsNoDirectoryForNoOrientation(String block) {
        assertThat(orientation(block)).hasValue(0);
    }

    @Test
    void readsTheMostSignificantByteFirstWhereTheDataSaysSo() {
        assertThat(orientation(BIG + "0112 0004 00000001 00000006")).hasValue(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "457869660000", "457869660000457869660000"})
    void passesOverHeads(String head) {
        assertThat(orientation(head + LITTLE + SIX)).hasValue(6);
    }

    @Test
    void readsDataWhoseMarkIsTurned() {
        assertThat(orientation("4949002a08000000 0100" + SIX)).hasValue(6);
    }

    @Test
    void believesTheLastOfSeveralEntries() {
        String twice = "49492a0008000000 0200" + SIX + "1201 0300 01000000 03000000";

        assertThat(orientation(twice)).hasValue(3);
    }

    @Test
    void believesWhatStandsBeforeTheDamage() {
        String cut = "49492a0008000000 0900" + SIX + "1201 03";

        assertThat(orientation(cut)).hasValue(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "457869660000",
                "49492a00ffffff7f 0100" + SIX,
                "49492a00ffffffff 0100" + SIX,
                LITTLE + "1301 0300 01000000 06000000",
                LITTLE + "1201 0300 00000000 06000000",
                LITTLE + "1201 0300 ffffffff 06000000"
            })
    void findsNoneInWhatStatesNone(String block) {
        assertThat(orientation(block)).isEmpty();
    }

    private static OptionalInt orientation(String hexadecimal) {
        return ExifOrientation.in(Bytes.of(HexFormat.of().parseHex(hexadecimal.replace(" ", ""))));
    }
}
