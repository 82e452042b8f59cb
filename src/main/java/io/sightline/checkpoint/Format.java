package io.sightline.checkpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/// What a file is, told by its content and never by its name.
public enum Format {
    SAFETENSORS("a safetensors file", ""),
    SHARD_INDEX("an index of shards", ""),
    TORCH_LEGACY("a PyTorch checkpoint from before 1.6", "80028a0a6cfc9c46f920"),
    PICKLE("a pickle of Python", "8002 8003 8004 8005"),
    TORCH("a PyTorch checkpoint", ""),
    TORCHSCRIPT("a TorchScript archive", ""),
    TORCH_EXPORT("a network of torch.export", ""),
    KERAS("a model of Keras", ""),
    ZIP("a zip archive", ""),
    ONNX("probably an ONNX model", ""),
    HDF5("an HDF5 file, as Keras writes it", "894844460d0a1a0a"),
    GZIP("compressed by gzip", "1f8b"),
    BZIP2("compressed by bzip2", "425a68"),
    XZ("compressed by xz", "fd377a585a00"),
    ZSTD("compressed by zstd", "28b52ffd"),
    SEVEN_ZIP("a 7z archive", "377abcaf271c"),
    TAR("a tar archive", ""),
    GGUF("a GGUF file", "47475546"),
    NUMPY("an array of NumPy", "934e554d5059"),
    TENSORFLOW_LITE("a TensorFlow Lite model", ""),
    GIT_LFS("a pointer of Git LFS, not the file that it stands for: run git lfs pull", ""),
    HTML("an HTML page, which a failed download leaves", ""),
    XML("XML, which a failed download leaves", ""),
    JSON("JSON, which a failed download leaves", ""),
    EMPTY("empty", ""),
    UNKNOWN("of no kind known here", "");

    private static final int HEAD_BYTES = 512;

    /// As much of a zip's end as lists the files of the largest checkpoints.
    private static final int TAIL_BYTES = 1 << 20;

    private final String description;
    private final String beginnings;

    /// @param beginnings the first bytes in hexadecimal, several with blanks between them; empty if
    ///   they do not tell
    Format(String description, String beginnings) {
        this.description = description;
        this.beginnings = beginnings;
    }

    private boolean begins(String head) {
        return Arrays.stream(beginnings.split(" "))
                .map(hexadecimal -> new String(HexFormat.of().parseHex(hexadecimal), ISO_8859_1))
                .anyMatch(beginning -> !beginning.isEmpty() && head.startsWith(beginning));
    }

    /// What follows "file is", for example `a TorchScript archive`.
    public String description() {
        return description;
    }

    /// Whether weights of this format are read and converted, if not served as they are.
    public boolean isConvertible() {
        return switch (this) {
            case SAFETENSORS, SHARD_INDEX, TORCH_LEGACY, TORCH, TORCHSCRIPT, TORCH_EXPORT, ONNX ->
                    true;
            default -> false;
        };
    }

    /// The format of `file`, as its first bytes tell it; of a zip, the names at its end. It may
    /// still be damaged.
    public static Format of(MemorySegment file) {
        if (file.byteSize() == 0) {
            return EMPTY;
        }
        String head = text(file, 0, HEAD_BYTES);
        if (head.length() > Long.BYTES && head.charAt(Long.BYTES) == '{' && head.charAt(7) == 0) {
            return SAFETENSORS;
        }
        if (head.startsWith("PK\3\4") || head.startsWith("PK\5\6")) {
            return zip(file);
        }
        if (head.startsWith("ustar", 257)) {
            return TAR;
        }
        if (head.startsWith("TFL3", 4)) {
            return TENSORFLOW_LITE;
        }
        return Arrays.stream(values())
                .filter(format -> format.begins(head))
                .findFirst()
                .orElseGet(() -> written(head));
    }

    /// A zip's directory, the names of its files, is at its end.
    private static Format zip(MemorySegment file) {
        String names = text(file, Math.max(0, file.byteSize() - TAIL_BYTES), TAIL_BYTES);
        if (names.contains("/archive_format")) {
            return TORCH_EXPORT;
        }
        if (names.contains("/constants.pkl")) {
            return TORCHSCRIPT;
        }
        if (names.contains("/data.pkl")) {
            return TORCH;
        }
        return names.contains("model.weights.h5") ? KERAS : ZIP;
    }

    /// Text, or what begins like the only field of ONNX that is always there: its version, a small
    /// number, and then a text.
    private static Format written(String head) {
        String start = head.stripLeading().toLowerCase(Locale.ROOT);
        if (start.startsWith("version https://git-lfs")) {
            return GIT_LFS;
        }
        if (start.startsWith("<!doctype") || start.startsWith("<html")) {
            return HTML;
        }
        if (start.startsWith("<?xml")) {
            return XML;
        }
        if (start.startsWith("{")) {
            return start.contains("\"weight_map\"") || start.contains("\"total_size\"")
                    ? SHARD_INDEX
                    : JSON;
        }
        boolean onnx = head.length() > 4 && head.charAt(0) == 8 && head.charAt(1) < 32;
        return onnx && (head.charAt(2) == 0x12 || head.charAt(2) == 0x3a) ? ONNX : UNKNOWN;
    }

    private static String text(MemorySegment file, long offset, int most) {
        long length = Math.min(most, file.byteSize() - offset);
        return new String(file.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE), ISO_8859_1);
    }
}
