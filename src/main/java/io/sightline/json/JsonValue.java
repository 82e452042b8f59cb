package io.sightline.json;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A value of a JSON document together with its place, so that a refusal can name that.
///
/// Every method that asks for a kind of value throws [IllegalArgumentException] if it is of
/// another; the message names the place, the value there and the rule.
///
/// @param document what messages call the whole, for example `the card`
/// @param path for example `preprocessing.crop`; empty for the whole document
/// @param node the value; a missing node if there is none
public record JsonValue(String document, String path, JsonNode node) {

    private static final JsonMapper LENIENT =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private static final JsonMapper STRICT =
            LENIENT.rebuild().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /// The maximum length of a quotation from the file in a message, in characters.
    private static final int MAX_QUOTE_LENGTH = 60;

    /// The document in `content`.
    ///
    /// @throws IllegalArgumentException if it is longer than `maxBytes`, no JSON, or gives a name
    ///   twice in one object
    public static JsonValue read(String document, byte[] content, int maxBytes) {
        if (content.length > maxBytes) {
            throw new IllegalArgumentException(
                    "%s has more than %s bytes, must have fewer".formatted(document, maxBytes));
        }
        try {
            return new JsonValue(document, "", STRICT.readTree(content));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    isJson(content)
                            ? "a name is given twice%s, must be given once".formatted(place(e))
                            : "%s is no JSON%s, must be".formatted(document, place(e)),
                    e);
        }
    }

    private static boolean isJson(byte[] content) {
        try {
            return !LENIENT.readTree(content).isMissingNode();
        } catch (JacksonException _) {
            return false;
        }
    }

    private static String place(JacksonException failure) {
        TokenStreamLocation location = failure.getLocation();
        return location == null || location.getLineNr() < 1
                ? ""
                : " in line %s, column %s".formatted(location.getLineNr(), location.getColumnNr());
    }

    /// Whether there is no value here.
    public boolean missing() {
        return node.isMissingNode();
    }

    /// The value of a field, which may be missing.
    public JsonValue field(String name) {
        return new JsonValue(document, path.isEmpty() ? name : path + "." + name, node.path(name));
    }

    /// This value, which must be an object with no other fields than `names`, none of them twice.
    ///
    /// @throws IllegalArgumentException if it is not
    public JsonValue having(Set<String> names) {
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
    public List<String> names() {
        object();
        return List.copyOf(node.propertyNames());
    }

    private void object() {
        require(node.isObject(), "an object in braces");
    }

    /// A text.
    public String text() {
        return text("text");
    }

    /// A text.
    ///
    /// @param rule what the text must be, for the message
    public String text(String rule) {
        require(node.isString(), rule);
        return node.stringValue();
    }

    /// A whole number of 32 bits.
    public int whole() {
        require(node.isIntegralNumber() && node.canConvertToInt(), "a whole number");
        return node.intValue();
    }

    /// A number.
    public double number() {
        require(node.isNumber(), "a number");
        return Double.parseDouble(node.toString()); // Jackson's fails on one that is too large
    }

    /// True or false.
    public boolean truth() {
        require(node.isBoolean(), "true or false");
        return node.booleanValue();
    }

    /// What `reader` makes of this value, or `otherwise` if it is missing.
    public <T> T or(Function<JsonValue, T> reader, T otherwise) {
        return missing() ? otherwise : reader.apply(this);
    }

    /// The refusal of this value.
    ///
    /// @param rule what it must be
    public IllegalArgumentException refused(String rule) {
        return new IllegalArgumentException(
                "%s is %s, must be %s".formatted(name(), shown(), rule));
    }

    /// A list of `count` numbers.
    ///
    /// @param rule what the list must be, for the message
    public List<Float> numbers(int count, String rule) {
        boolean numbers = node.isArray() && node.valueStream().allMatch(JsonNode::isNumber);
        require(numbers && node.size() == count, rule);
        // Not asked for as a number: the library fails on one that is too large for its type.
        return node.valueStream().map(it -> (float) Double.parseDouble(it.toString())).toList();
    }

    /// The values of a list.
    public List<JsonValue> elements() {
        require(node.isArray(), "a list in brackets");
        return IntStream.range(0, node.size())
                .mapToObj(i -> new JsonValue(document, "%s[%s]".formatted(path, i), node.path(i)))
                .toList();
    }

    /// The result of `made`; if it refuses, the message names this place first.
    public <T> T checked(Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
        }
    }

    private void require(boolean condition, String rule) {
        if (!condition) {
            throw refused(rule);
        }
    }

    private String name() {
        return path.isEmpty() ? document : shorten(path);
    }

    private String shown() {
        return missing() ? "missing" : shorten(node.toString());
    }

    private static String shorten(String text) {
        return text.length() <= MAX_QUOTE_LENGTH ? text : text.substring(0, MAX_QUOTE_LENGTH) + "…";
    }
}
