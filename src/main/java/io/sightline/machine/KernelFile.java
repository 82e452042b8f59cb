package io.sightline.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file in which the kernel shows what it counts; its text is made anew each time it is read.
record KernelFile(Path path) {

    /// How the kernel writes that there is no limit.
    private static final String UNLIMITED = "max";

    boolean isReadable() {
        return Files.isReadable(path);
    }

    /// The number that is the whole text; NaN if there is no limit or the file is gone.
    double number() {
        try {
            String text = Files.readString(path).strip();
            return text.equals(UNLIMITED) ? Double.NaN : Double.parseDouble(text);
        } catch (IOException _) {
            return Double.NaN;
        }
    }

    /// The number in the line whose first word is `name`; NaN if there is none or the file is gone.
    double number(String name) {
        try {
            for (String line : Files.readAllLines(path)) {
                String[] words = line.split("\\s+", 3);
                if (words.length > 1 && words[0].equals(name)) {
                    return Double.parseDouble(words[1]);
                }
            }
            return Double.NaN;
        } catch (IOException _) {
            return Double.NaN;
        }
    }
}
