package io.sightline.repository;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// Keeps a calibration in the folder of its model; for a model of the jar, in a folder that will
/// take its place.
public final class CalibratedFiles {

    /// What may lie beside the files that a card names.
    private static final List<String> PAPERS = List.of("CARD.md", "LICENSE");

    private final ModelFiles files;
    private final Path home;

    public CalibratedFiles(ModelFiles files, String directory) {
        this.files = files;
        this.home =
                files instanceof FolderFiles(Path folder)
                        ? folder
                        : Path.of(directory).resolve(files.name());
    }

    /// The folder that the service will read.
    public Path home() {
        return home;
    }

    /// Writes `calibration` into the card in `folder`; if there is no such folder, the whole model.
    /// Either is written in full or not at all, even if the process ends meanwhile.
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
        for (String paper : PAPERS) {
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
            // A model needs no papers.
        }
    }

    private void copy(String file, Path folder) throws IOException {
        try (InputStream content = files.open(file)) {
            Files.copy(content, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
