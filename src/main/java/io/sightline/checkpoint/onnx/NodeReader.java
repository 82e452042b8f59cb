package io.sightline.checkpoint.onnx;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Printable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads one operator of a graph (`NodeProto`).
final class NodeReader {

    /// Most inputs, outputs or attributes; a batch normalisation has five inputs.
    private static final int MAX_PARTS = 64;

    private final TensorReader tensors;
    private final List<String> inputs = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();
    private final Map<String, Attribute> attributes = new LinkedHashMap<>();
    private String name = "";
    private String operator = "";
    private String domain = "";

    NodeReader(TensorReader tensors) {
        this.tensors = tensors;
    }

    Node read(Message message) throws IOException {
        List<Message> descriptions = new ArrayList<>();
        while (message.next()) {
            switch (message.field()) {
                case 1 -> add(inputs, message.text());
                case 2 -> add(outputs, message.text());
                case 3 -> name = message.once().text();
                case 4 -> operator = message.once().text();
                case 5 -> add(descriptions, message.message());
                case 7 -> domain = message.once().text();
                default -> {}
            }
        }
        for (Message description : descriptions) {
            readAttribute(description);
        }
        if (!Opsets.isStandard(domain)) {
            throw new InvalidCheckpointException(
                    "%s is of domain %s, must be one of ai.onnx"
                            .formatted(node(), Printable.quote(domain)));
        }
        return node();
    }

    private void readAttribute(Message description) throws IOException {
        AttributeReader reader = new AttributeReader(tensors);
        try {
            Attribute attribute = reader.read(description).attribute();
            if (attributes.put(reader.name(), attribute) != null) {
                throw new InvalidCheckpointException(
                        "attribute %s stands there twice"
                                .formatted(Printable.quote(reader.name())));
            }
        } catch (InvalidCheckpointException e) {
            throw new InvalidCheckpointException("%s: %s".formatted(node(), e.getMessage()), e);
        }
    }

    private Node node() {
        return new Node(name, operator, inputs, outputs, attributes);
    }

    private <T> void add(List<T> list, T value) {
        if (list.size() == MAX_PARTS) {
            throw new InvalidCheckpointException(
                    "%s has more than %d inputs, outputs or attributes"
                            .formatted(node(), MAX_PARTS));
        }
        list.add(value);
    }
}
