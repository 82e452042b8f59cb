package io.sightline.conversion;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.Format;
import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Safetensors;
import io.sightline.checkpoint.file.CheckpointFile;
import io.sightline.checkpoint.script.ScriptProgram;
import io.sightline.conversion.onnx.OnnxConversion;
import io.sightline.conversion.onnx.OnnxNetwork;
import io.sightline.conversion.program.ProgramFit;
import io.sightline.image.resize.Preprocessing;
import io.sightline.repository.FileReference.Source;
import io.sightline.repository.Labels;
import io.sightline.repository.Labels.Label;
import io.sightline.repository.NewModel;
import io.sightline.resnet.ResNet;
import io.sightline.resnet.ResNetOptions;
import io.sightline.resnet.StrideOrder;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Makes a model of a checkpoint from elsewhere, of the documents beside it, and of what whoever
/// converts it says.
public final class Conversion {

    private static final int IMAGENET_CLASSES = 1_000;

    private final Configuration documents;
    private final Wishes wishes;
    private final List<String> notes = new ArrayList<>();

    /// What the file is beside its tensors; none unless it is a TorchScript archive.
    private List<ScriptProgram> program = List.of();

    /// What the file itself tells of the network beside its tensors; none or one.
    private final List<ResNetOptions> told = new ArrayList<>();

    private Conversion(Configuration documents, Wishes wishes) {
        this.documents = documents;
        this.wishes = wishes;
    }

    /// Reads `files` and converts what they hold.
    ///
    /// @param arena holds the tensors of the result
    /// @throws InvalidCheckpointException if they hold no ResNet, or something of it is missing
    /// @throws IllegalArgumentException if a document is wrong
    public static Converted convert(ForeignFiles files, Wishes wishes, Arena arena)
            throws IOException {
        Configuration documents = documents(files);
        Conversion conversion = new Conversion(documents, wishes);
        Checkpoint checkpoint = conversion.read(files.weights(), arena);
        String licence = documents.licence().isEmpty() ? files.licence() : documents.licence();
        return conversion.convert(
                checkpoint, Source.of(files.provenance(), files.weights()), licence);
    }

    /// The network that `files` hold.
    ///
    /// @throws InvalidCheckpointException if they hold no ResNet
    /// @throws IllegalArgumentException if a document is wrong
    public static ResNet network(ForeignFiles files, Wishes wishes, Arena arena)
            throws IOException {
        Conversion conversion = new Conversion(documents(files), wishes);
        Checkpoint checkpoint = conversion.read(files.weights(), arena);
        return conversion.network(conversion.find(checkpoint));
    }

    private static Configuration documents(ForeignFiles files) throws IOException {
        return KerasResNet.isPackage(files.weights())
                ? Configuration.KERAS
                : Documents.read(files.beside());
    }

    private Checkpoint read(Path weights, Arena arena) throws IOException {
        if (KerasResNet.isPackage(weights)) {
            try (InputStream stream = Files.newInputStream(weights)) {
                return KerasResNet.convert(stream);
            }
        }
        if (Format.of(Safetensors.map(weights, arena)) == Format.ONNX) {
            OnnxNetwork found = OnnxConversion.read(weights, arena);
            notes.addAll(found.notes());
            told.add(found.options());
            return found.checkpoint();
        }
        CheckpointFile file = CheckpointFile.read(weights, arena);
        notes.addAll(file.notes());
        if (file.format() == Format.TORCHSCRIPT) {
            program = List.of(ScriptProgram.read(Safetensors.map(weights, arena), arena));
        }
        return file.checkpoint();
    }

    private ResNetTensors find(Checkpoint file) {
        return wishes.prefix().isEmpty()
                ? ResNetTensors.find(file)
                : ResNetTensors.find(file, wishes.prefix().getFirst());
    }

    private ResNet network(ResNetTensors found) {
        ResNet network = program.isEmpty() ? suggested(found) : programmed(found);
        documents.check(network);
        return network;
    }

    private ResNet suggested(ResNetTensors found) {
        return ResNet.of(found.checkpoint(), options());
    }

    /// The network that the program is, to the last operator.
    private ResNet programmed(ResNetTensors found) {
        ProgramFit fit =
                ProgramFit.of(
                        program.getFirst().follow(),
                        found.checkpoint(),
                        found.names(),
                        documents.options(),
                        wishes.options());
        notes.addAll(fit.notes());
        return fit.network();
    }

    /// A graph says how it computes, so there is nothing to be said of it otherwise.
    private ResNetOptions options() {
        if (told.isEmpty()) {
            return wishes.options().apply(documents.options());
        }
        ResNetOptions options = told.getFirst();
        ResNetOptions wished = wishes.options().apply(options);
        if (!wished.equals(options)) {
            throw new InvalidCheckpointException(
                    "network is said to be %s, its graph is %s".formatted(wished, options));
        }
        return options;
    }

    private Converted convert(Checkpoint file, Source source, String licence) {
        ResNetTensors found = find(file);
        notes.addAll(found.notes());
        ResNet network = network(found);
        Numbers.require(found.checkpoint());
        ResNetOptions options = network.options();
        if (told.isEmpty() && documents.equals(Configuration.NONE) && network.hasBottlenecks()) {
            notes.add(
                    "bottlenecks halve their input where %s do; %s"
                            .formatted(
                                    options.strideOrder() == StrideOrder.V1
                                            ? "the paper's (v1)"
                                            : "torchvision's (v1.5)",
                                    program.isEmpty()
                                            ? "nothing in the file tells"
                                            : "its program does so"));
        }
        return new Converted(
                new NewModel(
                        found.checkpoint(),
                        options,
                        preprocessing(network),
                        labels(network),
                        List.of(source),
                        licence),
                network,
                notes);
    }

    private Preprocessing preprocessing(ResNet network) {
        if (!wishes.preprocessing().isEmpty()) {
            return wishes.preprocessing().getFirst();
        }
        if (!documents.preprocessing().isEmpty()) {
            return documents.preprocessing().getFirst();
        }
        if (network.head().classes() == IMAGENET_CLASSES) {
            notes.add(
                    "images are prepared as for torchvision's first weights (resize 256, crop 224,"
                            + " bilinear), for nothing says how");
            return Preprocessing.IMAGENET;
        }
        throw new InvalidCheckpointException(
                "nothing says how images are prepared for its %d classes: say it with"
                                .formatted(network.head().classes())
                        + " --preprocessing, for example --preprocessing imagenet");
    }

    private List<Label> labels(ResNet network) {
        int classes = network.head().classes();
        List<Label> labels = wishes.labels().isEmpty() ? documents.labels() : wishes.labels();
        if (labels.isEmpty() && classes == IMAGENET_CLASSES) {
            notes.add("its 1,000 classes have ImageNet's names, for nothing else names them");
            return Labels.ofImageNet().labels();
        }
        if (labels.isEmpty()) {
            throw new InvalidCheckpointException(
                    "nothing names its %d classes: give a file with a line for each as --labels"
                            .formatted(classes));
        }
        if (labels.size() != classes) {
            throw new InvalidCheckpointException(
                    "%d classes have names, must be %d as the head has it"
                            .formatted(labels.size(), classes));
        }
        return labels;
    }
}
