package io.sightline.checkpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a file is that was taken for a safetensors file and is none, told by its first bytes.
final class ForeignFile {

    private static final int HEAD_BYTES = 512;

    /// As much of a zip's end as lists the files of the largest checkpoints.
    private static final int TAIL_BYTES = 1 << 20;

    private static final String SAVE =
            "save it with safetensors.torch.save_file(model.state_dict(), …)";

    /// A kind of file, if the first bytes are these.
    private record Kind(String hexadecimal, String description) {

        boolean begins(String head) {
            return head.startsWith(new String(HexFormat.of().parseHex(hexadecimal), ISO_8859_1));
        }
    }

    private static final List<Kind> KINDS =
            List.of(
                    new Kind(
                            "80028a0a6cfc9c46f920",
                            "a PyTorch checkpoint from before 1.6; " + SAVE),
                    new Kind("8002", "a pickle, as torch.save writes it; " + SAVE),
                    new Kind("8003", "a pickle of Python; " + SAVE),
                    new Kind("8004", "a pickle of Python; " + SAVE),
                    new Kind("8005", "a pickle of Python; " + SAVE),
                    new Kind("894844460d0a1a0a", "an HDF5 file, as Keras writes it"),
                    new Kind("1f8b", "compressed by gzip"),
                    new Kind("425a68", "compressed by bzip2"),
                    new Kind("fd377a585a00", "compressed by xz"),
                    new Kind("28b52ffd", "compressed by zstd"),
                    new Kind("377abcaf271c", "a 7z archive"),
                    new Kind("47475546", "a GGUF file"),
                    new Kind("934e554d5059", "an array of NumPy"));

    private ForeignFile() {}

    /// A description that follows "file is"; empty if the file is of no kind known here.
    static Optional<String> describe(MemorySegment file) {
        String head = text(file, 0, HEAD_BYTES);
        if (head.startsWith("PK\3\4") || head.startsWith("PK\5\6")) {
            return Optional.of(zip(file));
        }
        if (head.startsWith("ustar", 257)) {
            return Optional.of("a tar archive");
        }
        if (head.startsWith("TFL3", 4)) {
            return Optional.of("a TensorFlow Lite model");
        }
        return KINDS.stream()
                .filter(kind -> kind.begins(head))
                .findFirst()
                .map(Kind::description)
                .or(() -> written(head));
    }

    /// A zip's directory, the names of its files, is at its end.
    private static String zip(MemorySegment file) {
        String names = text(file, Math.max(0, file.byteSize() - TAIL_BYTES), TAIL_BYTES);
        if (names.contains("/archive_format")) {
            return "a network of torch.export; " + SAVE;
        }
        if (names.contains("/constants.pkl")) {
            return "a TorchScript archive; " + SAVE;
        }
        if (names.contains("/data.pkl")) {
            return "a PyTorch checkpoint; " + SAVE;
        }
        if (names.contains("model.weights.h5")) {
            return "a model of Keras";
        }
        return "a zip archive";
    }

    /// Text, or what begins like the only field of ONNX that is always there: its version, a small
    /// number, and then a text.
    private static Optional<String> written(String head) {
        String start = head.stripLeading().toLowerCase(Locale.ROOT);
        if (start.startsWith("version https://git-lfs")) {
            return Optional.of(
                    "a pointer of Git LFS, not the file that it stands for: run git lfs pull");
        }
        if (start.startsWith("<!doctype") || start.startsWith("<html")) {
            return Optional.of("an HTML page, which a failed download leaves");
        }
        if (start.startsWith("<?xml")) {
            return Optional.of("XML, which a failed download leaves");
        }
        if (start.startsWith("{")) {
            return Optional.of("JSON, which a failed download leaves");
        }
        boolean onnx = head.length() > 4 && head.charAt(0) == 8 && head.charAt(1) < 32;
        return onnx && (head.charAt(2) == 0x12 || head.charAt(2) == 0x3a)
                ? Optional.of("probably an ONNX model")
                : Optional.empty();
    }

    private static String text(MemorySegment file, long offset, int most) {
        long length = Math.min(most, file.byteSize() - offset);
        return new String(file.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE), ISO_8859_1);
    }
}
