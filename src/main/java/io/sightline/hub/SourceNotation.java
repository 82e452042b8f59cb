package io.sightline.hub;

import io.sightline.hub.Source.HuggingFace;
import io.sightline.hub.Source.Local;
import io.sightline.hub.Source.Npm;
import io.sightline.hub.Source.Web;
import io.sightline.hub.Source.Zoo;
import io.sightline.hub.transfer.Addresses;
import io.sightline.hub.transfer.Shown;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the notation of sources.
final class SourceNotation {

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(.*)");

    /// As the hub itself names owners and repositories; without `--`, which its caches separate by.
    private static final Pattern HUB_NAME =
            Pattern.compile("(?!.*(--|\\.\\.))[A-Za-z0-9_]([A-Za-z0-9._-]{0,94}[A-Za-z0-9_])?");

    /// What git allows, less what shells and file systems make something else of.
    private static final Pattern REVISION =
            Pattern.compile("(?!.*(\\.\\.|//|/\\.))[A-Za-z0-9_][A-Za-z0-9._+@/-]{0,198}(?<![./])");

    private static final Pattern ZOO_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");

    private static final Pattern DIGEST = Pattern.compile("sha256=([0-9a-fA-F]{64})");

    private SourceNotation() {}

    static Source parse(String text) {
        if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
            throw wrong(
                    text,
                    "a path, hf://owner/name, djl://group/artifact/version/name or https://…");
        }
        if (text.startsWith("npm:")) {
            return new Npm(path(text, text.substring("npm:".length())));
        }
        Matcher scheme = SCHEME.matcher(text);
        if (!scheme.matches()) {
            return new Local(path(text, text.startsWith("file:/") ? text.substring(5) : text));
        }
        String rest = scheme.group(2);
        return switch (scheme.group(1).toLowerCase(Locale.ROOT)) {
            case "file" -> file(text);
            case "hf" -> huggingFace(text, rest);
            case "djl" -> zoo(text, rest);
            case "https", "http" -> web(text);
            case "s3" ->
                    throw wrong(
                            text,
                            "copied to a folder first (`aws s3 cp`) or mounted: buckets are not"
                                    + " read");
            default -> throw wrong(text, "a path or begin with hf://, djl://, https:// or npm:");
        };
    }

    private static IllegalArgumentException wrong(String text, String rule) {
        return new IllegalArgumentException(
                "source is '%s', must be %s".formatted(Shown.text(text), rule));
    }

    private static Path path(String text, String path) {
        if (path.isBlank()) {
            throw wrong(text, "followed by a path");
        }
        try {
            return Path.of(path);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(wrong(text, "a path").getMessage(), e);
        }
    }

    private static Source file(String text) {
        try {
            return new Local(Path.of(URI.create(text)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    wrong(text, "file:///path, with %20 for a space").getMessage(), e);
        }
    }

    private static Source huggingFace(String text, String rest) {
        int at = rest.indexOf('@');
        String revision = at < 0 ? HuggingFace.MAIN : rest.substring(at + 1);
        List<String> names = List.of((at < 0 ? rest : rest.substring(0, at)).split("/", -1));
        if (names.size() != 2 || !names.stream().allMatch(SourceNotation::isHubName)) {
            throw wrong(text, "hf://owner/name or hf://owner/name@revision");
        }
        if (!REVISION.matcher(revision).matches()) {
            throw wrong(text, "hf://owner/name@revision with a branch, a tag or a commit");
        }
        return new HuggingFace(names.get(0), names.get(1), revision);
    }

    private static boolean isHubName(String name) {
        return HUB_NAME.matcher(name).matches();
    }

    private static Source zoo(String text, String rest) {
        List<String> names = List.of(rest.split("/", -1));
        boolean named =
                names.stream()
                        .allMatch(name -> ZOO_NAME.matcher(name).matches() && !name.contains(".."));
        if (names.size() < 2 || names.size() > 4 || !named) {
            throw wrong(text, "djl://group/artifact, followed by /version or /version/name");
        }
        return new Zoo(
                names.get(0),
                names.get(1),
                names.size() > 2 ? names.get(2) : "",
                names.size() > 3 ? names.get(3) : "");
    }

    private static Source web(String text) {
        int hash = text.indexOf('#');
        String fragment = hash < 0 ? "" : text.substring(hash + 1);
        Matcher digest = DIGEST.matcher(fragment);
        if (hash >= 0 && !digest.matches()) {
            throw wrong(text, "followed by #sha256= and 64 hexadecimal digits");
        }
        try {
            URI url = Addresses.of(hash < 0 ? text : text.substring(0, hash));
            return new Web(url, hash < 0 ? "" : digest.group(1).toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("source is " + e.getMessage(), e);
        }
    }
}
