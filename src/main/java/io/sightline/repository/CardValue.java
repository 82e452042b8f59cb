package io.sightline.repository;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// A value of a `model.json` and its place there, so that a refusal can point at it.
///
/// @param path for example `preprocessing.crop`; empty for the whole file
/// @param node what stands there; a missing one if nothing does
record CardValue(String path, JsonNode node) {

    /// Longest piece of the file that a message repeats, in characters.
    private static final int LONGEST_QUOTE = 60;

    /// Whether nothing stands there.
    boolean missing() {
        return node.isMissingNode();
    }

    /// The value of a field, which may be missing.
    CardValue field(String name) {
        return new CardValue(path.isEmpty() ? name : path + "." + name, node.path(name));
    }

    /// This value, if it is an object with no other fields than `names`, none of them twice.
    ///
    /// @throws IllegalArgumentException if it is not
    CardValue having(Set<String> names) {
        object();
        for (String name : node.propertyNames()) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException(
                        "%s is unknown, must be one of %s"
                                .formatted(shorten(field(name).path()), names));
            }
        }
        return this;
    }

    /// The fields of an object, by their order.
    List<String> names() {
        object();
        return List.copyOf(node.propertyNames());
    }

    private void object() {
        require(node.isObject(), "an object in braces");
    }

    String text() {
        return text("text");
    }

    /// @param rule what the text must be
    String text(String rule) {
        require(node.isString(), rule);
        return node.stringValue();
    }

    int whole() {
        require(node.isIntegralNumber() && node.canConvertToInt(), "a whole number");
        return node.intValue();
    }

    /// A list of `count` numbers.
    ///
    /// @param rule what the list must be
    List<Float> numbers(int count, String rule) {
        boolean numbers = node.isArray() && node.valueStream().allMatch(JsonNode::isNumber);
        require(numbers && node.size() == count, rule);
        // Not asked for as a number: the library fails on one that is too large for its type.
        return node.valueStream().map(it -> (float) Double.parseDouble(it.toString())).toList();
    }

    List<CardValue> elements() {
        require(node.isArray(), "a list in brackets");
        return IntStream.range(0, node.size())
                .mapToObj(i -> new CardValue("%s[%s]".formatted(path, i), node.path(i)))
                .toList();
    }

    /// What `made` gives; if it refuses, this place is named first.
    <T> T checked(Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
        }
    }

    private void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException(
                    "%s is %s, must be %s".formatted(name(), shown(), rule));
        }
    }

    private String name() {
        return path.isEmpty() ? "the card" : shorten(path);
    }

    private String shown() {
        return missing() ? "missing" : shorten(node.toString());
    }

    private static String shorten(String text) {
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
    }
}
