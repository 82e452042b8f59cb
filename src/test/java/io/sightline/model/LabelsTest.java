package io.sightline.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.model.Labels.Label;
import java.io.ByteArrayInputStream;
import java.io.IOException;
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
                .hasMessage("label n02124075 has no name");
    }

    private static Labels read(String file) throws IOException {
        return Labels.read(new ByteArrayInputStream(file.getBytes(UTF_8)));
    }
}
