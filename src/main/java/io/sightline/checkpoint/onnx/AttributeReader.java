package io.sightline.checkpoint.onnx;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Printable;
import io.sightline.checkpoint.Tensor;
import io.sightline.checkpoint.onnx.Attribute.Real;
import io.sightline.checkpoint.onnx.Attribute.Reals;
import io.sightline.checkpoint.onnx.Attribute.Text;
import io.sightline.checkpoint.onnx.Attribute.Unread;
import io.sightline.checkpoint.onnx.Attribute.Value;
import io.sightline.checkpoint.onnx.Attribute.Whole;
import io.sightline.checkpoint.onnx.Attribute.Wholes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Reads one attribute of a node (`AttributeProto`).
final class AttributeReader {

    /// A ResNet's longest list is a window's four paddings.
    private static final int MAX_VALUES = 64;

    private static final int TENSOR = 4;

    private final TensorReader tensors;
    private final List<Long> wholes = new ArrayList<>();
    private final List<Float> reals = new ArrayList<>();
    private final List<Tensor> values = new ArrayList<>();
    private String name = "";
    private String text = "";
    private long whole;
    private float real;
    private long type;
    private long populated;

    AttributeReader(TensorReader tensors) {
        this.tensors = tensors;
    }

    /// @throws InvalidCheckpointException if it is damaged, holds a graph or refers to a function's
    ///   attribute
    AttributeReader read(Message message) throws IOException {
        while (message.next()) {
            switch (message.field()) {
                case 1 -> name = message.once().text();
                case 2 -> {
                    real = message.once().real();
                    populated = 1;
                }
                case 3 -> {
                    whole = message.once().number();
                    populated = 2;
                }
                case 4 -> {
                    text = message.once().text();
                    populated = 3;
                }
                case 5 -> {
                    values.add(tensors.read(message.once().message()).tensor());
                    populated = TENSOR;
                }
                case 6, 11 -> throw refused("holds a graph of its own, must hold none");
                case 7 -> {
                    message.reals(bits -> add(reals, Float.intBitsToFloat((int) bits)));
                    populated = 6;
                }
                case 8 -> {
                    message.numbers(value -> add(wholes, value));
                    populated = 7;
                }
                case 20 -> type = message.once().number();
                case 21 -> throw refused("refers to an attribute of a function, must have a value");
                default -> {} // documentation, and what Unread stands for
            }
        }
        return this;
    }

    String name() {
        return name;
    }

    /// The attribute. Its type stands beside it since version 2 of the format; what is not there
    /// has its type's empty value then, as protobuf has it.
    Attribute attribute() {
        if (type != 0 && populated != 0 && type != populated) {
            throw refused("says that it has type %d, has %d".formatted(type, populated));
        }
        return switch ((int) Math.min(Math.max(type, populated), 99)) {
            case 1 -> new Real(real);
            case 2 -> new Whole(whole);
            case 3 -> new Text(text);
            case TENSOR -> new Value(tensor());
            case 6 -> new Reals(reals);
            case 7 -> new Wholes(wholes);
            default -> new Unread(type);
        };
    }

    private Tensor tensor() {
        if (values.isEmpty()) {
            throw refused("has no tensor, must have one");
        }
        return values.getFirst();
    }

    private <T> void add(List<T> list, T value) {
        if (list.size() == MAX_VALUES) {
            throw refused("has more than %d values".formatted(MAX_VALUES));
        }
        list.add(value);
    }

    private InvalidCheckpointException refused(String what) {
        return new InvalidCheckpointException(
                "attribute %s %s".formatted(Printable.quote(name), what));
    }
}
