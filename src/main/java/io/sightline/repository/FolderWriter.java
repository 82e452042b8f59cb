package io.sightline.repository;

import static java.util.stream.Collectors.joining;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.Safetensors;
import io.sightline.repository.Labels.Label;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Stream;

/// Writes the folder of a new model: weights, labels, card.
///
/// The folder appears whole or not at all: it is written beside its place, under a hidden name, and
/// moved.
public final class FolderWriter {

    private static final String WEIGHTS = "weights.safetensors";
    private static final String LABELS = "labels.txt";
    private static final int BUFFER = 1 << 20;

    private FolderWriter() {}

    /// Writes `model` to `folder`, which must not exist.
    ///
    /// @throws FileAlreadyExistsException if it does
    public static void write(NewModel model, Path folder) throws IOException {
        if (Files.exists(folder)) {
            throw new FileAlreadyExistsException(folder.toString());
        }
        Path unfinished = folder.resolveSibling(".%s.part".formatted(folder.getFileName()));
        delete(unfinished);
        try {
            Files.createDirectories(unfinished);
            FileReference weights =
                    new FileReference(
                            WEIGHTS, writeWeights(model.checkpoint(), unfinished.resolve(WEIGHTS)));
            Files.writeString(unfinished.resolve(LABELS), text(model.labels()));
            ModelCard card =
                    new ModelCard(
                            ModelCard.FORMAT,
                            model.options(),
                            ModelCard.Input.of(model.preprocessing()),
                            weights,
                            LABELS,
                            model.sources(),
                            model.licence(),
                            List.of(),
                            Calibration.NONE);
            Files.write(unfinished.resolve(ModelCard.FILE), card.toJson());
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(unfinished);
        }
    }

    private static String writeWeights(Checkpoint checkpoint, Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (OutputStream stream =
                new BufferedOutputStream(
                        new DigestOutputStream(Files.newOutputStream(file), digest), BUFFER)) {
            Safetensors.write(checkpoint, stream);
        }
        return Sha256.text(digest);
    }

    private static String text(List<Label> labels) {
        return labels.stream()
                .map(it -> it.id().isEmpty() ? it.name() + "\n" : it.id() + "\t" + it.name() + "\n")
                .collect(joining());
    }

    /// Writes a golden image and its answer into the folder of a model.
    ///
    /// @param image the bytes of the image file
    public static void record(Golden golden, byte[] image, Path folder) throws IOException {
        Files.write(folder.resolve(golden.image()), image);
        Path card = folder.resolve(ModelCard.FILE);
        Path unfinished = folder.resolve(ModelCard.FILE + ".part");
        try (InputStream json = Files.newInputStream(card)) {
            Files.write(unfinished, ModelCard.withGolden(json, golden));
        }
        Files.move(
                unfinished,
                card,
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
    }

    /// Deletes the folder of a model.
    public static void remove(Path folder) throws IOException {
        Path hidden = folder.resolveSibling(".%s.removed".formatted(folder.getFileName()));
        Files.move(folder, hidden, StandardCopyOption.ATOMIC_MOVE);
        delete(hidden);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
