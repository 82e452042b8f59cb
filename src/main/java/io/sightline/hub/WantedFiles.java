package io.sightline.hub;

import io.sightline.hub.transfer.FetchFailedException;
import io.sightline.hub.transfer.Shown;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Which files of a repository or folder make the model. All others are left alone, whatever they
/// are called.
final class WantedFiles {

    /// Beside the weights, where there are such.
    static final List<String> BESIDE =
            List.of("config.json", "preprocessor_config.json", "README.md");

    /// The weights, the best first: whole or an index of shards, as data or as a pickle.
    static final List<String> WEIGHTS =
            List.of(
                    "model.safetensors",
                    "model.safetensors.index.json",
                    "pytorch_model.bin",
                    "pytorch_model.bin.index.json");

    /// No file but the weights may be longer.
    static final int MAX_TEXT = 4 << 20;

    private static final int MAX_SHARDS = 1_000;

    private static final Pattern SHARD =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,150}\\.(safetensors|bin)");

    private static final JsonMapper JSON = JsonMapper.shared();

    private WantedFiles() {}

    /// All of them, shards aside.
    static List<String> all() {
        return Stream.concat(WEIGHTS.stream(), BESIDE.stream()).toList();
    }

    /// The best weights among the files that `has` agrees to.
    ///
    /// @param names of all files, for the message
    static String weights(Predicate<String> has, Stream<String> names, String where)
            throws FetchFailedException {
        for (String name : WEIGHTS) {
            if (has.test(name)) {
                return name;
            }
        }
        String others = names.sorted().limit(12).map(Shown::text).collect(Collectors.joining(", "));
        throw new FetchFailedException(
                "%s has no weights, must have one of %s; it has: %s"
                        .formatted(
                                where,
                                String.join(", ", WEIGHTS),
                                others.isEmpty() ? "nothing" : others));
    }

    static boolean isIndex(String weights) {
        return weights.endsWith(".index.json");
    }

    /// The shards that an index names, in order.
    static List<String> shards(Path index) throws IOException, FetchFailedException {
        String name = String.valueOf(index.getFileName());
        JsonNode map = parse(name, bounded(index)).path("weight_map");
        Set<String> shards = new TreeSet<>();
        for (JsonNode shard : map.values()) {
            if (!shard.isString() || !SHARD.matcher(shard.stringValue()).matches()) {
                throw new FetchFailedException(
                        "%s names the file %s, must be a plain name ending in .safetensors or .bin"
                                .formatted(name, Shown.text(shard.toString())));
            }
            shards.add(shard.stringValue());
        }
        if (shards.isEmpty() || shards.size() > MAX_SHARDS) {
            throw new FetchFailedException(
                    "%s names %s files in its weight_map, must name 1 to %s"
                            .formatted(name, shards.size(), MAX_SHARDS));
        }
        return List.copyOf(shards);
    }

    private static byte[] bounded(Path file) throws IOException, FetchFailedException {
        try (InputStream content = Files.newInputStream(file)) {
            byte[] bytes = content.readNBytes(MAX_TEXT + 1);
            if (bytes.length > MAX_TEXT) {
                throw new FetchFailedException(
                        "%s has more than %s bytes, must have fewer"
                                .formatted(file.getFileName(), MAX_TEXT));
            }
            return bytes;
        }
    }

    /// Reads JSON from elsewhere.
    static JsonNode parse(String what, byte[] json) throws FetchFailedException {
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            throw new FetchFailedException("%s is no JSON, must be".formatted(what), e);
        }
    }

    /// The licence that a model card names.
    static Licence licence(Path readme) throws IOException {
        byte[] head;
        try (InputStream content = Files.newInputStream(readme)) {
            head = content.readNBytes(1 << 16);
        }
        return licence(FrontMatter.of(new String(head, StandardCharsets.UTF_8)));
    }

    private static Licence licence(FrontMatter card) {
        String id = card.value("license");
        String name = card.value("license_name");
        String told = id.equals("other") && !name.isEmpty() ? name : id;
        return told.isBlank() ? new Licence.Untold() : new Licence.Told(told);
    }
}
