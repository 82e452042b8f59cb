package io.sightline.repository;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// A value of a `model.json` together with its place, so that a refusal can name that.
///
/// @param path for example `preprocessing.crop`; empty for the whole file
/// @param node the value; a missing node if there is none
record CardValue(String path, JsonNode node) {

    /// The maximum length of a quotation from the file in a message, in characters.
    private static final int MAX_QUOTE_LENGTH = 60;

    /// Whether there is no value here.
    boolean missing() {
        return node.isMissingNode();
    }

    /// The value of a field, which may be missing.
    CardValue field(String name) {
        return new CardValue(path.isEmpty() ? name : path + "." + name, node.path(name));
    }

    /// This value, which must be an object with no other fields than `names`, none of them twice.
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

    /// The names of an object's fields, in their order.
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

    /// @param rule what the text must be, for the message
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
    /// @param rule what the list must be, for the message
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

    /// The result of `made`; if it refuses, the message names this place first.
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
        return text.length() <= MAX_QUOTE_LENGTH ? text : text.substring(0, MAX_QUOTE_LENGTH) + "…";
    }
}
