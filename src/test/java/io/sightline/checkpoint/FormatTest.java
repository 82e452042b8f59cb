package io.sightline.checkpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "resnet/data.pkl resnet/byteorder resnet/data/0|a PyTorch checkpoint; convert it"
                        + " with",
                "resnet/data.pkl resnet/code/__torch__.py resnet/constants.pkl"
                        + "|a TorchScript archive; convert it with",
                "resnet/archive_format resnet/models/model.json|a network of torch.export; convert"
                        + " it",
                "config.json metadata.json model.weights.h5|a model of Keras",
                "photo.jpg|a zip archive"
            })
    void tellsZipsByTheNamesInThem(String names, String kind) throws IOException {
        assertRefused(zip(names.split(" ")), kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\\200\\2\\212\\n"
                        + "l\\374\\234F\\371 j\\250P|a PyTorch checkpoint from before 1.6; convert",
                "\\200\\2}q\\0(X\\6\\0|a pickle of Python; must be",
                "\\200\\4\\225\\20\\0\\0\\0\\0|a pickle of Python",
                "\\211HDF\\r\\n\\32\\n\\0\\0|an HDF5 file",
                "\\10\\7\\22\\7pytorch|probably an ONNX model; convert it with sightline models add"
                        + " FILE",
                "<!DOCTYPE html>\\n<html>|an HTML page",
                "\\r\\n<HTML lang=\"en\">|an HTML page",
                "version https://git-lfs.github.com/spec/v1\\noid sha256:|a pointer of Git LFS",
                "{\"error\":\"not found\"}|JSON, which a failed download leaves",
                "BZh91AY&SY|compressed by bzip2"
            })
    void tellsOthersByTheirFirstBytes(String head, String kind) {
        byte[] file = head.translateEscapes().getBytes(ISO_8859_1);

        assertRefused(file, kind);
    }

    @Test
    void tellsAFileOfGzipWhoseFirstBytesCouldBeALength() throws IOException {
        byte[] file = new byte[600_000];
        byte[] head = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0};
        System.arraycopy(head, 0, file, 0, head.length);

        assertRefused(file, "compressed by gzip");
        assertRefused(gzip(), "compressed by gzip");
    }

    @Test
    void leavesADamagedSafetensorsFileToItsReader() {
        byte[] file = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN).putLong(99).array();

        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessage("header is 99 bytes, must be from 2 to 12 in a file of 20");
        assertThat(Safetensors.describeForeign(MemorySegment.ofArray(file))).isEmpty();
    }

    private static void assertRefused(byte[] file, String kind) {
        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessageStartingWith("file is " + kind)
                .hasMessageEndingWith("; must be a safetensors file");
    }

    private static byte[] zip(String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(new byte[64]);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(new byte[64]);
        }
        return bytes.toByteArray();
    }
}
