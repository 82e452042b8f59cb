package io.sightline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The packages as `rooms.txt` lists them, from the doors of the service down to its ground.
///
/// @param all in the order of the list
record Rooms(List<Room> all) {

    private static final String ROOT = "io.sightline";
    private static final String SOURCES = "src/main/java/io/sightline/";

    /// A link of Markdown to a type, by its simple name.
    private static final Pattern LINK = Pattern.compile("\\[(\\w+)\\]");

    private static final Path LIST = Path.of("src/test/resources/io/sightline/rooms.txt");

    /// A package.
    ///
    /// @param name below the root package, which itself is `.`
    /// @param uses the names of those that it may use
    /// @param doors the public types that other families use: the simple names
    record Room(String name, Set<String> uses, Set<String> doors) {

        /// Tells whether the room called `other` belongs to the same room of the first level.
        boolean isOfFamily(String other) {
            return familyOf(name).equals(familyOf(other));
        }

        private static String familyOf(String name) {
            return name.split("\\.", 2)[0];
        }

        /// The types to which the paragraph that says "Its doors are" links.
        Set<String> doorsInPackageInfo() {
            Path file = Path.of(SOURCES + name.replace('.', '/') + "/package-info.java");
            return Stream.of(textOf(file).split("\n///\n"))
                    .filter(paragraph -> paragraph.startsWith("/// Its door"))
                    .flatMap(paragraph -> LINK.matcher(paragraph).results())
                    .map(link -> link.group(1))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    static Rooms read() {
        return new Rooms(
                Stream.of(textOf(LIST).split("\n\n"))
                        .filter(block -> !block.startsWith("#"))
                        .map(Rooms::room)
                        .toList());
    }

    private static String textOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Room room(String block) {
        List<String> lines = block.lines().map(String::strip).toList();
        return new Room(lines.getFirst(), words(lines, "uses"), words(lines, "doors"));
    }

    /// What follows `label` on the lines that begin with it.
    private static Set<String> words(List<String> lines, String label) {
        return lines.stream()
                .filter(line -> line.startsWith(label + " "))
                .flatMap(line -> Stream.of(line.split(" +")).skip(1))
                .collect(Collectors.toUnmodifiableSet());
    }

    List<String> names() {
        return all.stream().map(Room::name).toList();
    }

    /// The name of the room that a package is.
    static String nameOf(String packageName) {
        return packageName.equals(ROOT) ? "." : packageName.substring(ROOT.length() + 1);
    }
}
