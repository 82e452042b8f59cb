package io.sightline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.repository.ModelFolder;
import io.sightline.resnet.FormulaWeights;
import io.sightline.resnet.Layout;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CalibrateCommandTest {

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeAModel() throws IOException {
        ModelFolder.write(
                folder.resolve("models/tiny"),
                FormulaWeights.checkpoint(Layout.cifar(3, Layout.Option.A)),
                10);
    }

    @Test
    void writesTheRangesOfEveryActivationIntoTheCard() throws IOException {
        int exitCode = run("calibrate", "tiny", images(8), "--models", models());

        assertThat(err).hasToString("");
        assertThat(exitCode).isZero();
        JsonNode calibration = card(folder.resolve("models/tiny")).path("calibration");
        assertThat(calibration.path("images").asInt()).isEqualTo(6);
        assertThat(calibration.at("/agreement/images").asInt()).isEqualTo(2);
        assertThat(calibration.path("ranges").propertyNames())
                .hasSize(1 + 1 + 9 * 3)
                .startsWith("image", "conv1", "layer1.0.conv1", "layer1.0.conv2", "layer1.0");
        assertThat(calibration.at("/ranges/conv1/0").asDouble()).isZero();
        assertThat(calibration.at("/ranges/conv1/1").asDouble()).isPositive();
        assertThat(folder.resolve("models/tiny")).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void keepsTheRestOfTheCard() throws IOException {
        JsonNode before = card(folder.resolve("models/tiny"));

        run("calibrate", "tiny", images(4), "--models", models());

        JsonNode after = card(folder.resolve("models/tiny"));
        assertThat(after.path("weights")).isEqualTo(before.path("weights"));
        assertThat(after.path("preprocessing")).isEqualTo(before.path("preprocessing"));
    }

    @Test
    void saysWhetherTheModelIsGoodEnough() throws IOException {
        run("calibrate", "tiny", images(4), "--models", models());

        assertThat(out.toString())
                .contains("ranges measured on    3 images\n")
                .contains("agreement measured on 1 others\n")
                .contains("int8 recommended      no; that takes 97.5 % of at least 40 images\n");
    }

    @Test
    void measuresTheAgreementOnAnotherFolder() throws IOException {
        String others = images(5);

        run("calibrate", "tiny", images(4), "--measure", others, "--models", models());

        assertThat(out.toString())
                .contains("ranges measured on    4 images\n")
                .contains("agreement measured on 5 others\n");
    }

    @Test
    void canBeReadAgain() throws IOException {
        run("calibrate", "tiny", images(4), "--models", models());

        int exitCode = run("calibrate", "tiny", images(4), "--models", models());

        assertThat(err).hasToString("");
        assertThat(exitCode).isZero();
    }

    @Test
    void writesAWholeModelWhereThereIsNone() throws IOException {
        Path target = folder.resolve("elsewhere");

        run("calibrate", "tiny", images(4), "--models", models(), "--output", target.toString());

        assertThat(target.resolve("weights.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("models/tiny/weights.safetensors"));
        assertThat(target.resolve("labels.txt")).exists();
        assertThat(card(target).has("calibration")).isTrue();
        assertThat(card(folder.resolve("models/tiny")).has("calibration")).isFalse();
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void passesOverWhatIsNoImage() throws IOException {
        String images = images(4);
        Files.writeString(Path.of(images, "notes.txt"), "not an image");

        int exitCode = run("calibrate", "tiny", images, "--models", models());

        assertThat(exitCode).isZero();
        assertThat(out.toString()).contains("passed over " + Path.of(images, "notes.txt"));
    }

    @Test
    void refusesAFolderOfTooFewImages() throws IOException {
        String images = images(3);

        int exitCode = run("calibrate", "tiny", images, "--models", models());

        assertThat(exitCode).isEqualTo(1);
        assertThat(err)
                .hasToString(
                        "%s holds 3 images that can be read, must hold at least 4%n"
                                .formatted(images));
        assertThat(card(folder.resolve("models/tiny")).has("calibration")).isFalse();
    }

    @Test
    void refusesAModelThatIsNotThere() throws IOException {
        int exitCode = run("calibrate", "other", images(4), "--models", models());

        assertThat(exitCode).isEqualTo(1);
        assertThat(err)
                .hasToString(
                        "model other is not there, must be one of [resnet50, tiny]%n".formatted());
    }

    private int run(String... arguments) {
        return SightlineCommand.run(
                new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private String models() {
        return folder.resolve("models").toString();
    }

    /// A new folder with `count` photographs.
    private String images(int count) throws IOException {
        Path images = Files.createTempDirectory(folder, "images");
        String[] names = {"chelsea.jpg", "coffee.png", "grey.png"};
        for (int i = 0; i < count; i++) {
            String name = names[i % names.length];
            try (InputStream file = getClass().getResourceAsStream("/images/" + name)) {
                Files.copy(file, images.resolve(i + name));
            }
        }
        return images.toString();
    }

    private static JsonNode card(Path model) throws IOException {
        return JsonMapper.shared().readTree(Files.readAllBytes(model.resolve("model.json")));
    }
}
