package io.sightline.model;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The names of a model's classes.
///
/// @param labels by class index
public record Labels(List<Label> labels) {

    private static final int MOST = 1_000_000;

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

    /// Reads a label file: one class a line, its id, a tab and its name, or the name alone.
    ///
    /// @throws IllegalArgumentException if a line has no name
    static Labels read(InputStream file) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
        return new Labels(reader.lines().limit(MOST).map(Labels::label).toList());
    }

    private static Label label(String line) {
        int tab = line.indexOf('\t');
        return tab < 0
                ? new Label("", line.strip())
                : new Label(line.substring(0, tab).strip(), line.substring(tab + 1).strip());
    }
}
