package io.sightline.cli;

import io.sightline.image.resize.Preprocessing;
import io.sightline.repository.FileReference.Source;
import io.sightline.repository.ModelCard;
import io.sightline.repository.ReadModel;
import io.sightline.resnet.StageSummary;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Prints what a model is: its network part by part, its input, where it comes from.
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Prints a model: its network stage by stage, its input, where it comes from.")
final class ShowModelCommand implements Callable<Integer> {

    private static final String ROW = "%-8s %6s  %-16s %12s %16s";

    @Parameters(paramLabel = "NAME", description = "The model.")
    private String name;

    @Option(names = "--json", description = "Prints JSON instead.")
    private boolean json;

    @Mixin private ModelsFolder models;

    @Spec private CommandSpec command;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls the command
    ShowModelCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = command.commandLine().getOut();
        try (ReadModel model = ReadModel.of(models.named(name))) {
            if (json) {
                out.println(tree(model).toPrettyString());
            } else {
                print(model, out);
            }
        }
        return 0;
    }

    private static void print(ReadModel model, PrintWriter out) {
        ModelCard card = model.card();
        Preprocessing input = model.preprocessing();
        out.println("name        " + model.name());
        out.println("version     " + model.version());
        out.println("network     " + model.network().name());
        out.println("classes     " + model.network().head().classes());
        out.println(
                "input       resize %s, crop %s (%s), %s"
                        .formatted(
                                input.resize(),
                                input.crop(),
                                word(input.fit()),
                                word(input.interpolation())));
        out.println("licence     " + (card.licence().isEmpty() ? "not told" : card.licence()));
        for (Source source : card.sources()) {
            out.println("made of     %s, SHA-256 %s".formatted(source.name(), source.sha256()));
        }
        out.println();
        out.println(ROW.formatted("PART", "BLOCKS", "OUTPUT", "PARAMETERS", "FLOPS"));
        for (StageSummary part : parts(model)) {
            out.println(row(part));
        }
    }

    private static String row(StageSummary part) {
        return String.format(
                Locale.ROOT,
                ROW,
                part.name(),
                part.blocks() == 0 ? "" : part.blocks(),
                "%d x %d x %d".formatted(part.channels(), part.side(), part.side()),
                "%,d".formatted(part.parameters()),
                "%,d".formatted(part.operations()));
    }

    private static ObjectNode tree(ReadModel model) {
        ObjectNode tree = JsonMapper.shared().createObjectNode();
        tree.put("name", model.name());
        tree.put("version", model.version());
        tree.put("network", model.network().name());
        tree.put("classes", model.network().head().classes());
        tree.put("parameters", model.network().parameters());
        tree.put("flops", model.network().operations(model.preprocessing().crop()));
        tree.put("licence", model.card().licence());
        parts(model)
                .forEach(
                        part ->
                                tree.withArray("parts")
                                        .addObject()
                                        .put("name", part.name())
                                        .put("blocks", part.blocks())
                                        .put("channels", part.channels())
                                        .put("side", part.side())
                                        .put("parameters", part.parameters())
                                        .put("flops", part.operations()));
        return tree;
    }

    private static List<StageSummary> parts(ReadModel model) {
        return model.network().summary(model.preprocessing().crop());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
