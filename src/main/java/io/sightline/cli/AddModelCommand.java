package io.sightline.cli;

import io.sightline.conversion.Conversion;
import io.sightline.conversion.Converted;
import io.sightline.conversion.ForeignFiles;
import io.sightline.hub.FetchedSource;
import io.sightline.hub.Licence;
import io.sightline.hub.Source;
import io.sightline.hub.SourceFetcher;
import io.sightline.hub.transfer.FetchFailedException;
import io.sightline.hub.transfer.FetchRules;
import io.sightline.hub.transfer.Progress;
import io.sightline.hub.transfer.ProgressLines;
import io.sightline.repository.FolderWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Makes a model folder of a checkpoint from elsewhere.
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Makes a model folder of a checkpoint from elsewhere.",
            "A file is recognised by its content: safetensors, PyTorch's .pth, .pt, .bin and .ckpt,"
                    + " TorchScript, torch.export, ONNX. It is read as data; nothing in it is run."
        })
final class AddModelCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "SOURCE",
            description =
                    "A file or folder, hf://OWNER/NAME[@REVISION],"
                        + " djl://GROUP/ARTIFACT/VERSION/NAME, https://HOST/FILE#sha256=DIGEST, or"
                        + " npm:PACKAGE.tgz.")
    private String source;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What the model is called. Default: as its source is.")
    private @Nullable String name;

    @Option(
            names = "--calibrate",
            paramLabel = "FOLDER",
            description = "Photographs to measure the model on, for arithmetic of 8 bits.")
    private @Nullable Path photographs;

    @Option(
            names = "--offline",
            description = "Asks no network: what is not in a cache is an error.")
    private boolean offline;

    @Mixin private NetworkOptions network;

    @Mixin private ModelsFolder models;

    @Spec private CommandSpec command;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls the command
    AddModelCommand() {}

    @Override
    public Integer call() throws IOException, FetchFailedException, InterruptedException {
        Source wanted = Source.parse(source);
        String called = name == null ? ModelNames.of(wanted) : name;
        Path folder = models.folder(called);
        if (Files.exists(folder)) {
            throw new IllegalArgumentException(
                    "model %s is there already in %s: choose another --name, or remove it first"
                            .formatted(called, folder));
        }
        FetchedSource fetched = fetch(wanted);
        try (Arena arena = Arena.ofShared()) {
            Converted converted =
                    Conversion.convert(
                            new ForeignFiles(
                                    fetched.weights(),
                                    fetched.beside(),
                                    fetched.provenance(),
                                    licence(fetched.licence())),
                            network.wishes(),
                            arena);
            FolderWriter.write(converted.model(), folder);
            report(fetched, converted, folder);
        }
        return photographs == null ? 0 : calibrate(called, photographs);
    }

    private FetchedSource fetch(Source wanted)
            throws IOException, FetchFailedException, InterruptedException {
        if (wanted instanceof Source.Npm archive) {
            return new FetchedSource(
                    archive.path(),
                    List.of(),
                    "npm:" + archive.path().getFileName(),
                    new Licence.Untold(),
                    List.of());
        }
        return new SourceFetcher(System.getenv(), FetchRules.USUAL.offline(offline))
                .fetch(wanted, progress());
    }

    private Progress progress() {
        return FetchProgress.isTerminal()
                ? new FetchProgress(out())
                : new ProgressLines(out()::println);
    }

    private void report(FetchedSource fetched, Converted converted, Path folder) {
        fetched.notes().forEach(this::note);
        converted.notes().forEach(this::note);
        if (fetched.licence() instanceof Licence.Told told && told.isNonCommercial()) {
            note("its licence, %s, forbids commercial use".formatted(told.id()));
        }
        out().println(
                        String.format(
                                Locale.ROOT,
                                "network  %s, %,d parameters, %d classes",
                                converted.network().name(),
                                converted.network().parameters(),
                                converted.network().head().classes()));
        out().println("written  " + folder);
    }

    private static String licence(Licence licence) {
        return licence instanceof Licence.Told told ? told.id() : "";
    }

    private void note(String sentence) {
        out().println("note     " + sentence);
    }

    private int calibrate(String model, Path folder) {
        return command.root()
                .commandLine()
                .execute("calibrate", model, folder.toString(), "--models", models.directory());
    }

    private PrintWriter out() {
        return command.commandLine().getOut();
    }
}
