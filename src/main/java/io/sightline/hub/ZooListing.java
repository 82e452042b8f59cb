package io.sightline.hub;

import io.sightline.hub.Source.Zoo;
import io.sightline.hub.transfer.Addresses;
import io.sightline.hub.transfer.ContentHash;
import io.sightline.hub.transfer.ContentHash.Kind;
import io.sightline.hub.transfer.FetchFailedException;
import io.sightline.hub.transfer.Shown;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// The `metadata.json` of an artifact of DJL's model zoo.
///
/// @param source what was asked for
/// @param folder the URL of the file's folder, with a slash at its end
/// @param json its content
record ZooListing(Zoo source, URI folder, JsonNode json) {

    /// A model of the list.
    ///
    /// @param source the model with version and name
    /// @param weights a TorchScript archive, packed
    /// @param labels a line for each class
    /// @param licence as the list tells it
    record Model(Zoo source, ZooFile weights, ZooFile labels, Licence licence) {}

    /// A file of a model.
    ///
    /// @param url where it is
    /// @param hash of it, as it comes
    /// @param size of it, as it comes
    record ZooFile(URI url, ContentHash.Known hash, long size) {

        /// Tells whether it comes packed.
        boolean isPacked() {
            return url.getPath().endsWith(".gz");
        }
    }

    /// The model that the source means.
    ///
    /// @throws FetchFailedException if it is none or several of those that are there
    Model model() throws FetchFailedException {
        List<JsonNode> models =
                StreamSupport.stream(json.path("artifacts").spliterator(), false)
                        .filter(model -> fits(source.version(), model, "version"))
                        .filter(model -> fits(source.name(), model, "name"))
                        .toList();
        String newest =
                models.stream()
                        .map(model -> text(model, "version"))
                        .max(Comparator.comparing(ZooListing::sortable))
                        .orElse("");
        List<JsonNode> left =
                models.stream().filter(model -> text(model, "version").equals(newest)).toList();
        if (left.size() != 1) {
            throw new FetchFailedException(
                    "%s names %s models, must name one of: %s"
                            .formatted(source.notation(), left.size(), all()));
        }
        JsonNode model = left.getFirst();
        Zoo exact = new Zoo(source.group(), source.artifact(), newest, text(model, "name"));
        requirePlain(exact);
        String licence = json.path("licenses").path(0).path("name").asString("");
        return new Model(
                exact,
                file(model, "model"),
                file(model, "synset"),
                licence.isBlank() ? new Licence.Untold() : new Licence.Told(licence));
    }

    private static boolean fits(String wanted, JsonNode model, String field) {
        return wanted.isEmpty() || text(model, field).equals(wanted);
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    /// Version numbers in their order as texts.
    private static String sortable(String version) {
        return Stream.of(version.split("\\."))
                .map(part -> "0".repeat(Math.max(0, 12 - part.length())) + part)
                .collect(Collectors.joining("."));
    }

    private String all() {
        return StreamSupport.stream(json.path("artifacts").spliterator(), false)
                .map(
                        model ->
                                new Zoo(
                                                source.group(),
                                                source.artifact(),
                                                text(model, "version"),
                                                text(model, "name"))
                                        .notation())
                .sorted()
                .limit(20)
                .map(Shown::text)
                .collect(Collectors.joining(", "));
    }

    /// The names become folders.
    private static void requirePlain(Zoo exact) throws FetchFailedException {
        try {
            if (!Source.parse(exact.notation()).equals(exact)) {
                throw new IllegalArgumentException(Shown.text(exact.notation()));
            }
        } catch (IllegalArgumentException e) {
            throw new FetchFailedException(
                    "the zoo lists %s, must be a plain name".formatted(e.getMessage()), e);
        }
    }

    private ZooFile file(JsonNode model, String kind) throws FetchFailedException {
        JsonNode file = model.path("files").path(kind);
        try {
            URI url = folder.resolve(text(file, "uri"));
            return new ZooFile(
                    Addresses.of(url.toString()),
                    new ContentHash.Known(Kind.SHA_1, text(file, "sha1Hash")),
                    size(file));
        } catch (IllegalArgumentException e) {
            throw new FetchFailedException(
                    "the file %s of %s in the zoo's list is wrong: %s"
                            .formatted(kind, source.notation(), e.getMessage()),
                    e);
        }
    }

    private static long size(JsonNode file) {
        JsonNode size = file.path("size");
        if (!size.isIntegralNumber() || !size.canConvertToLong() || size.longValue() < 0) {
            throw new IllegalArgumentException(
                    "size is %s, must be a length".formatted(Shown.text(size.toString())));
        }
        return size.longValue();
    }
}
