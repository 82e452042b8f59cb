package io.sightline.repository;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// The names of a model's classes.
///
/// @param labels by class index
public record Labels(List<Label> labels) {

    /// The maximum length in bytes: sixteen times the labels of the 21,841 classes of all of
    /// ImageNet.
    static final int MAX_BYTES = 16 << 20;

    /// The maximum length of a line, in characters. The longest of ImageNet has 121.
    private static final int MAX_LINE_LENGTH = 1_000;

    private static final String IMAGENET = "labels.txt";

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    public Labels {
        labels = List.copyOf(labels);
    }

    /// The name of one class.
    ///
    /// @param id a stable id such as the WordNet id `n02124075`; empty if there is none
    /// @param name for example `Egyptian cat`
    public record Label(String id, String name) {

        public Label {
            if (name.isBlank()) {
                throw new IllegalArgumentException("label %s has no name".formatted(id));
            }
        }
    }

    /// The names of ImageNet's thousand classes.
    public static Labels ofImageNet() {
        try (InputStream file = new BundledFiles("resnet50").open(IMAGENET)) {
            return read(IMAGENET, file);
        } catch (IOException e) {
            throw new UncheckedIOException("the jar lacks ImageNet's labels", e);
        }
    }

    /// The labels in `file`.
    ///
    /// @throws IllegalArgumentException as the other
    public static Labels read(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return read(file.toString(), stream);
        }
    }

    /// Reads a label file with one class a line: its id, a tab and its name, or the name alone. A
    /// byte order mark, Windows line ends and empty lines at the end are ignored.
    ///
    /// @param name of the file, for messages
    /// @throws IllegalArgumentException if the file or a line of it is too long, is not UTF-8, or
    ///   has no name
    static Labels read(String name, InputStream file) throws IOException {
        byte[] content = file.readNBytes(MAX_BYTES + 1);
        if (content.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "%s has more than %d bytes, must have fewer".formatted(name, MAX_BYTES));
        }
        List<String> lines = decode(name, content).lines().toList();
        int count = lines.size();
        while (count > 0 && lines.get(count - 1).isBlank()) {
            count--;
        }
        return new Labels(
                IntStream.range(0, count).mapToObj(i -> label(name, i + 1, lines.get(i))).toList());
    }

    private static String decode(String name, byte[] content) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        CharBuffer text = CharBuffer.allocate(content.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true);
        if (result.isError()) {
            long line = 1 + text.flip().chars().filter(each -> each == '\n').count();
            throw new IllegalArgumentException(
                    "%s line %d holds byte 0x%02X, must be UTF-8"
                            .formatted(name, line, content[bytes.position()]));
        }
        String whole = text.flip().toString();
        return whole.startsWith(BYTE_ORDER_MARK) ? whole.substring(1) : whole;
    }

    private static Label label(String file, int number, String line) {
        int tab = line.indexOf('\t');
        String name = line.substring(tab + 1).strip();
        if (name.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s line %d is \"%s\", must have a name".formatted(file, number, line.strip()));
        }
        if (line.length() > MAX_LINE_LENGTH) {
            throw new IllegalArgumentException(
                    "%s line %d has %d characters, must have at most %d"
                            .formatted(file, number, line.length(), MAX_LINE_LENGTH));
        }
        return new Label(tab < 0 ? "" : line.substring(0, tab).strip(), name);
    }
}
