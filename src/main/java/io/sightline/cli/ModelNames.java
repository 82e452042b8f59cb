package io.sightline.cli;

import io.sightline.hub.Source;
import io.sightline.hub.Source.HuggingFace;
import io.sightline.hub.Source.Local;
import io.sightline.hub.Source.Npm;
import io.sightline.hub.Source.Web;
import io.sightline.hub.Source.Zoo;
import java.nio.file.Path;

/// What a model is called if nobody says.
final class ModelNames {

    private static final String ENDING =
            "(?i)(\\.(safetensors|pth|pt|pt2|th|bin|ckpt|onnx|keras|h5|tar|tgz|zip))+$";

    /// What libraries call every file; its folder tells more.
    private static final String ANY_MODEL = "model|pytorch_model|weights|checkpoint";

    private ModelNames() {}

    static String of(Source source) {
        return switch (source) {
            case HuggingFace repository -> plain(repository.name());
            case Zoo artifact ->
                    plain(artifact.name().isEmpty() ? artifact.artifact() : artifact.name());
            case Web file -> plain(ofFile(Path.of("/").resolve(file.url().getPath())));
            case Local file -> plain(ofFile(file.path().toAbsolutePath().normalize()));
            case Npm archive -> plain(ofFile(archive.path().toAbsolutePath().normalize()));
        };
    }

    private static String ofFile(Path file) {
        String name = String.valueOf(file.getFileName()).replaceFirst(ENDING, "");
        Path folder = file.getParent();
        return name.matches(ANY_MODEL) && folder != null && folder.getFileName() != null
                ? String.valueOf(folder.getFileName())
                : name;
    }

    private static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceFirst("^[._-]+", "");
    }
}
