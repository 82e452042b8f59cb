package io.sightline.checkpoint.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.checkpoint.InvalidCheckpointException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Offsets in these tests are of an archive with the one stored record `m/a` that holds `hello`:
/// its header is at byte 0, its data at 33, the directory at 38, the end record at 87.
class ArchiveTest {

    private static final int DIRECTORY = 38;
    private static final int END = 87;

    @AutoClose private final Arena arena = Arena.ofConfined();

    @ParameterizedTest
    @ValueSource(ints = {ZipEntry.STORED, ZipEntry.DEFLATED})
    void readsARecord(int method) {
        Archive archive = open(zip(method, "m/", "", "m/a", "hello", "m/b", ""));

        assertThat(archive.names()).containsExactly("m/a", "m/b");
        assertThat(text(archive, "m/a")).isEqualTo("hello");
        assertThat(text(archive, "m/b")).isEmpty();
    }

    @Test
    void refusesARecordThatIsNotThere() {
        assertThatThrownBy(() -> text(open(hello()), "m/\u001b[2J"))
                .hasMessage("record \"m/?[2J\" is missing");
    }

    /// A checksum of 0 is what `torch.save` writes if it is told not to compute any.
    @Test
    void takesAChecksumOfZeroForNone() {
        byte[] file = hello();
        Arrays.fill(file, DIRECTORY + 16, DIRECTORY + 20, (byte) 0);

        assertThat(text(open(file), "m/a")).isEqualTo("hello");
    }

    @Test
    void refusesAWrongChecksum() {
        byte[] file = hello();
        file[33] = 'j';

        assertThatThrownBy(() -> text(open(file), "m/a"))
                .hasMessageMatching(
                        "record \"m/a\" has the checksum [0-9a-f]{8}, must have 3610a686: it is"
                                + " damaged");
    }

    /// One byte each, where two readers could see two archives (picklescan's advisories
    /// GHSA-w8jq-xcqf-f792 and GHSA-7q5r-7gvp-wc82 are of this kind), or beyond the file.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0|record \"m/a\" has no header at byte 0",
                "6|1|record \"m/a\" has a header and an entry of the directory that do not agree",
                "8|8|record \"m/a\" has a header and an entry of the directory that do not agree",
                "18|6|record \"m/a\" has a header and an entry of the directory that do not agree",
                "22|6|record \"m/a\" has a header and an entry of the directory that do not agree",
                "26|200|record \"m/a\" has a header that does not end before byte 38",
                "28|1|record \"m/a\" is 5 bytes from byte 34, must end before byte 38",
                "32|98|record \"m/a\" has a header and an entry of the directory that do not agree",
                "38|0|zip archive's directory is damaged at its record 0",
                "46|1|record \"m/a\" has flags 0x0801: it is encrypted, or patched",
                "46|64|record \"m/a\" has flags 0x0840: it is encrypted, or patched",
                "48|14|record \"m/a\" is compressed by method 14, must be 0 or 8",
                "58|6|record \"m/a\" is stored in 6 bytes and holds 5",
                "62|4|record \"m/a\" is stored in 5 bytes and holds 4",
                "66|200|zip archive's directory is damaged at its record 0",
                "68|1|zip archive's directory is damaged at its record 0",
                "80|9|record \"m/a\" has no header at byte 9",
                "83|255|record \"m/a\" has no header at byte 4278190080",
                "84|46|a record's name is \"./a\", must be a path",
                "91|1|zip archive is one of several parts",
                "95|2|zip archive is one of several parts",
                "99|48|zip archive's directory is 48 bytes from byte 38, must end at byte 87",
                "103|37|zip archive's directory is 49 bytes from byte 37, must end at byte 87",
                "107|1|zip archive has no end record in its last 22 bytes"
            })
    void refusesWhatCanBeReadInTwoWays(int offset, int value, String words) {
        byte[] file = hello();
        file[offset] = (byte) value;

        assertThatThrownBy(() -> open(file))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/m/a", "m//a", "m/../a", "../a", "m/./a", "m\\a", "m/\u0007"})
    void refusesANameThatIsNoPathDownwards(String name) {
        assertThatThrownBy(() -> open(zip(ZipEntry.STORED, name, "x")))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessageStartingWith("a record's name is ");
    }

    @Test
    void refusesBytesBeforeTheFirstRecordAndBehindTheLast() {
        byte[] file = hello();
        byte[] shifted = new byte[file.length + 1];
        System.arraycopy(file, 0, shifted, 1, file.length);

        assertThatThrownBy(() -> open(shifted)).hasMessageContaining("must end at byte 88");
        assertThatThrownBy(() -> open(Arrays.copyOf(file, file.length + 1)))
                .hasMessageContaining("it is cut off, or more follows it");
    }

    @Test
    void refusesAnEndThatIsCutOffAnywhere() {
        byte[] file = hello();

        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> open(cut)).isInstanceOf(InvalidCheckpointException.class);
        }
        assertThat(file).hasSize(END + 22);
    }

    @Test
    void unpacksNoMoreThanEightTimesTheFileAndAMebibyte() {
        byte[] file = zip(ZipEntry.DEFLATED, "m/zeros", "\0".repeat(4 << 20));

        assertThatThrownBy(() -> text(open(file), "m/zeros"))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessageMatching(
                        "record \"m/zeros\" takes 4194304 bytes in memory, must leave the file's"
                                + " \\d+, of which 0 are taken");
    }

    private Archive open(byte[] file) {
        return Archive.read(MemorySegment.ofArray(file), new Allowance(arena, file.length));
    }

    private static String text(Archive archive, String name) {
        return new String(archive.content(name).toArray(ValueLayout.JAVA_BYTE), UTF_8);
    }

    private static byte[] hello() {
        return zip(ZipEntry.STORED, "m/a", "hello");
    }

    private static byte[] zip(int method, String... namesAndContents) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                byte[] content = namesAndContents[i + 1].getBytes(UTF_8);
                CRC32 crc = new CRC32();
                crc.update(content);
                ZipEntry entry = new ZipEntry(namesAndContents[i]);
                entry.setMethod(method);
                entry.setSize(content.length);
                entry.setCrc(crc.getValue());
                zip.putNextEntry(entry);
                zip.write(content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
