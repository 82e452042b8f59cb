package io.sightline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuneCommandTest {

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void refusesToOverwriteAFileBeforeItMeasures() throws IOException {
        Path file = Files.writeString(folder.resolve("application.yaml"), "precious");

        int exitCode = run("tune", "resnet50", "--write", file.toString());

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString()).contains("application.yaml", "is there already");
        assertThat(out).hasToString("");
        assertThat(file).hasContent("precious");
    }

    @Test
    void saysThatTheModelIsNotThere() {
        int exitCode = run("tune", "resnet152");

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString()).contains("model resnet152 is not there");
    }

    @Test
    void refusesTimesOutOfBounds() {
        assertThat(run("tune", "resnet50", "--seconds", "0")).isEqualTo(2);
        assertThat(run("tune", "resnet50", "--seconds", "601")).isEqualTo(2);
        assertThat(err.toString()).contains("--seconds is 601, must be from 1 to 600");
    }

    @Test
    void makesUpAnImageOfTheSizeOfAPhotograph() throws IOException {
        byte[] jpeg = MadeUpImage.jpeg();

        assertThat(ImageIO.read(new ByteArrayInputStream(jpeg)).getWidth()).isEqualTo(500);
        assertThat(jpeg.length).isBetween(30_000, 80_000);
        assertThat(jpeg).isEqualTo(MadeUpImage.jpeg());
    }

    private int run(String... arguments) {
        return SightlineCommand.run(new PrintWriter(out), new PrintWriter(err), arguments);
    }
}
