package io.sightline.repository;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.repository.Labels.Label;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class LabelsTest {

    @Test
    void readsIdAndNameOfEachLine() throws IOException {
        Labels labels = read("n02124075\tEgyptian cat\nn02127052\tlynx\n");

        assertThat(labels.labels())
                .containsExactly(
                        new Label("n02124075", "Egyptian cat"), new Label("n02127052", "lynx"));
    }

    @Test
    void readsALineWithoutAnId() throws IOException {
        assertThat(read("airplane\n").labels()).containsExactly(new Label("", "airplane"));
    }

    @Test
    void refusesALineWithoutAName() {
        assertThatThrownBy(() -> read("n02124075\t \n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("labels.txt line 1 is \"n02124075\", must have a name");
    }

    @Test
    void refusesAnEmptyLineBetweenOthers() {
        assertThatThrownBy(() -> read("lynx\n\ntabby\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("labels.txt line 2 is \"\", must have a name");
    }

    @Test
    void passesOverEmptyLinesAtTheEnd() throws IOException {
        assertThat(read("lynx\n\n \n").labels()).containsExactly(new Label("", "lynx"));
    }

    @Test
    void readsWhatWindowsWrites() throws IOException {
        Labels labels = read("\uFEFFn1\tlynx\r\nn2\ttabby\r\n");

        assertThat(labels.labels())
                .containsExactly(new Label("n1", "lynx"), new Label("n2", "tabby"));
    }

    @Test
    void refusesWhatIsNotUtf8() {
        assertThatThrownBy(() -> read("lynx\nM\u00fcll\n".getBytes(ISO_8859_1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("labels.txt line 2 holds byte 0xFC, must be UTF-8");
    }

    @Test
    void refusesAFileThatEndsWithinACharacter() {
        assertThatThrownBy(() -> read(new byte[] {'a', (byte) 0xC3}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("labels.txt line 1 holds byte 0xC3, must be UTF-8");
    }

    @Test
    void refusesALineThatIsNoLabel() {
        assertThatThrownBy(() -> read("x".repeat(1_001)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("labels.txt line 1 has 1001 characters, must have at most 1000");
    }

    @Test
    void readsNoMoreThanAFileOfLabelsCanHave() {
        assertThatThrownBy(() -> Labels.read("labels.txt", new EndlessStream()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("labels.txt has more than 16777216 bytes, must have fewer");
    }

    private static final class EndlessStream extends InputStream {

        @Override
        public int read() {
            return 'x';
        }
    }

    private static Labels read(String file) throws IOException {
        return read(file.getBytes(UTF_8));
    }

    private static Labels read(byte[] file) throws IOException {
        return Labels.read("labels.txt", new ByteArrayInputStream(file));
    }
}
