package io.sightline.start;

import java.io.IOException;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The page of all settings, made of the records that hold them: names and defaults from their
/// components, words from their documentation.
final class SettingsDocument {

    private static final Path SOURCES = Path.of("src", "main", "java");

    private static final int MAX_LINE_LENGTH = 120;

    /// The first sentence of a record, without the group's name in brackets.
    private static final Pattern SUMMARY =
            Pattern.compile("(?s)(.*?) \\(`sightline\\.[a-z]+\\.\\*`\\)\\.");

    private static final String HEAD =
            """
            # Settings

            Generated from the settings' own documentation in the code; do not edit. To write it anew after a change there:
            `./mvnw test -Dtest=SettingsDocumentTest -Dsettings.write=true`.

            Any of Spring Boot's ways sets them, and a later one of this list wins: `application.yaml` in the working directory
            or its folder `config`; an environment variable, for example `SIGHTLINE_BATCHING_MAX_BATCH_SIZE=16`; a system
            property; an argument, for example `--sightline.batching.max-batch-size=16`. A setting that there is not, a value out
            of bounds, and a time or size without its unit stop the start, before anything is loaded, with the reason and the
            place where it is given. The variables that Kubernetes sets for a service called `sightline` are passed over.

            `server.port` (8080) and `management.server.port` (8081) say where the service listens; they, and all others of
            Spring Boot's, are in its own documentation.
            """;

    private SettingsDocument() {}

    static String of(List<Class<?>> records) throws IOException {
        List<String> lines = new ArrayList<>(HEAD.lines().toList());
        for (Class<?> type : records) {
            add(type, lines);
        }
        return String.join("\n", lines) + "\n";
    }

    private static void add(Class<?> type, List<String> lines) throws IOException {
        String comment = comment(type);
        Matcher summary = SUMMARY.matcher(comment);
        if (!summary.find()) {
            throw new IllegalStateException(
                    "%s does not begin with a sentence and its group".formatted(type));
        }
        String prefix = KnownSetting.prefix(type);
        lines.addAll(List.of("", "## " + title(prefix), ""));
        lines.addAll(wrap(summary.group(1).strip() + "."));
        for (Parameter parameter : type.getDeclaredConstructors()[0].getParameters()) {
            String name = DataObjectPropertyName.toDashedForm(parameter.getName());
            lines.addAll(List.of("", "### `%s.%s`".formatted(prefix, name), ""));
            lines.addAll(wrap(capital(words(parameter.getName(), comment)) + "."));
            lines.addAll(List.of("", "Default: " + defaultValue(parameter)));
        }
    }

    private static String title(String prefix) {
        String group = prefix.substring(prefix.lastIndexOf('.') + 1);
        return group.equals("http") ? "HTTP" : capital(group);
    }

    private static String defaultValue(Parameter parameter) {
        DefaultValue annotation = parameter.getAnnotation(DefaultValue.class);
        String value = annotation == null ? "" : String.join(", ", annotation.value());
        return value.isEmpty() ? "none" : "`" + value + "`";
    }

    private static String words(String component, String comment) {
        Matcher parameter =
                Pattern.compile("(?s)@param %s (.*?)(?=@param|\\z)".formatted(component))
                        .matcher(comment);
        if (!parameter.find()) {
            throw new IllegalStateException("%s is not documented".formatted(component));
        }
        return parameter.group(1).strip();
    }

    /// The documentation before a record, on one line.
    private static String comment(Class<?> type) throws IOException {
        String source =
                Files.readString(SOURCES.resolve(type.getName().replace('.', '/') + ".java"));
        Matcher block =
                Pattern.compile("(?m)((?:^///.*\\n)+)@ConfigurationProperties").matcher(source);
        if (!block.find()) {
            throw new IllegalStateException("%s is not documented".formatted(type));
        }
        return block.group(1).replaceAll("(?m)^///\\s*", "").replaceAll("\\s+", " ").strip();
    }

    private static String capital(String text) {
        return text.startsWith("`")
                ? text
                : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static List<String> wrap(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > MAX_LINE_LENGTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
