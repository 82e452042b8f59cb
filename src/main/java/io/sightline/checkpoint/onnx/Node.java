package io.sightline.checkpoint.onnx;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Printable;
import io.sightline.checkpoint.onnx.Attribute.Real;
import io.sightline.checkpoint.onnx.Attribute.Text;
import io.sightline.checkpoint.onnx.Attribute.Whole;
import io.sightline.checkpoint.onnx.Attribute.Wholes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One operator of a graph: it reads values and writes others.
///
/// @param name free, often empty
/// @param operator its kind, for example `Conv`, one of ONNX's own
/// @param inputs names of the values it reads; an optional one that is not there is empty
/// @param outputs names of the values it writes
/// @param attributes by name
public record Node(
        String name,
        String operator,
        List<String> inputs,
        List<String> outputs,
        Map<String, Attribute> attributes) {

    public Node {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        attributes = Map.copyOf(new LinkedHashMap<>(attributes));
    }

    /// The name of its input number `index`; empty if it has none.
    public String input(int index) {
        return index < inputs.size() ? inputs.get(index) : "";
    }

    /// The name of its first output; empty if it has none.
    public String output() {
        return outputs.isEmpty() ? "" : outputs.getFirst();
    }

    /// The whole number `attribute`.
    ///
    /// @throws InvalidCheckpointException if it is something else
    public long whole(String attribute, long absent) {
        return switch (attributes.get(attribute)) {
            case null -> absent;
            case Whole(long value) -> value;
            case Attribute other -> throw wrong(attribute, "a whole number", other);
        };
    }

    /// The number `attribute`.
    ///
    /// @throws InvalidCheckpointException if it is something else
    public float real(String attribute, float absent) {
        return switch (attributes.get(attribute)) {
            case null -> absent;
            case Real(float value) -> value;
            case Attribute other -> throw wrong(attribute, "a number", other);
        };
    }

    /// The text `attribute`.
    ///
    /// @throws InvalidCheckpointException if it is something else
    public String text(String attribute, String absent) {
        return switch (attributes.get(attribute)) {
            case null -> absent;
            case Text(String value) -> value;
            case Attribute other -> throw wrong(attribute, "a text", other);
        };
    }

    /// The whole numbers `attribute`.
    ///
    /// @throws InvalidCheckpointException if it is something else
    public List<Long> wholes(String attribute, List<Long> absent) {
        return switch (attributes.get(attribute)) {
            case null -> absent;
            case Wholes(List<Long> values) -> values;
            case Attribute other -> throw wrong(attribute, "whole numbers", other);
        };
    }

    private InvalidCheckpointException wrong(String attribute, String expected, Attribute found) {
        return new InvalidCheckpointException(
                "%s has a %s as %s, expected %s"
                        .formatted(this, found.getClass().getSimpleName(), attribute, expected));
    }

    /// Its kind and its name, or what it writes if it has no name: for example `operator Conv
    /// "/conv1/Conv"`.
    @Override
    public String toString() {
        return "operator %s %s"
                .formatted(
                        Printable.plain(operator),
                        name.isEmpty()
                                ? "that writes " + Printable.quote(output())
                                : Printable.quote(name));
    }
}
