package io.sightline.monitoring;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Files under `monitoring/` as they are in the repository.
final class MonitoringFile {

    private static final Path FOLDER = Path.of("monitoring");

    private MonitoringFile() {}

    static JsonNode json(String name) {
        return JsonMapper.shared().readTree(FOLDER.resolve(name));
    }

    static JsonNode yaml(String name) throws IOException {
        try (Reader reader = Files.newBufferedReader(FOLDER.resolve(name))) {
            Object content = new Yaml().load(reader);
            return JsonMapper.shared().valueToTree(content);
        }
    }
}
