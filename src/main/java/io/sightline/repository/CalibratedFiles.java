package io.sightline.repository;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// Writes a calibration into the folder of its model. A bundled model is first copied to a folder,
/// which then replaces it.
public final class CalibratedFiles {

    /// Documents that may lie beside the files that a card names.
    private static final List<String> DOCUMENTS = List.of("CARD.md", "LICENSE");

    private final ModelFiles files;
    private final Path modelFolder;

    public CalibratedFiles(ModelFiles files, String directory) {
        this.files = files;
        this.modelFolder =
                files instanceof FolderFiles(_, _, Path folder)
                        ? folder
                        : Path.of(directory).resolve(files.name());
    }

    /// The folder that the service reads the model from.
    public Path modelFolder() {
        return modelFolder;
    }

    /// Writes `calibration` into the card in `folder`; if the folder does not exist, writes the
    /// whole model there. Both are atomic: a process that ends meanwhile leaves no half-written
    /// file.
    public void write(Calibration calibration, Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            Path unfinished = folder.resolve(ModelCard.FILE + ".part");
            writeCard(calibration, unfinished);
            Files.move(
                    unfinished,
                    folder.resolve(ModelCard.FILE),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        Path unfinished =
                Files.createDirectories(
                        folder.resolveSibling(".%s.part".formatted(folder.getFileName())));
        ModelCard card;
        try (InputStream json = files.open(ModelCard.FILE)) {
            card = ModelCard.read(json);
        }
        copy(card.weights().file(), unfinished);
        copy(card.labels(), unfinished);
        for (String paper : DOCUMENTS) {
            copyIfThere(paper, unfinished);
        }
        writeCard(calibration, unfinished.resolve(ModelCard.FILE));
        Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private void writeCard(Calibration calibration, Path file) throws IOException {
        try (InputStream json = files.open(ModelCard.FILE)) {
            Files.write(file, ModelCard.recalibrated(json, calibration));
        }
    }

    private void copyIfThere(String file, Path folder) throws IOException {
        try {
            copy(file, folder);
        } catch (FileNotFoundException _) {
            // A model need not have documents.
        }
    }

    private void copy(String file, Path folder) throws IOException {
        try (InputStream content = files.open(file)) {
            Files.copy(content, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
