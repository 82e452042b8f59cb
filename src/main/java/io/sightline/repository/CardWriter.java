package io.sightline.repository;

import io.sightline.resnet.ResNetOptions;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a `model.json`. What [CardReader] takes for granted is left out, the preprocessing
/// excepted, which readers want to see.
final class CardWriter {

    private static final JsonMapper JSON = JsonMapper.shared();

    private CardWriter() {}

    static ObjectNode tree(ModelCard card) {
        ObjectNode tree = JSON.createObjectNode();
        tree.put("format", card.format());
        network(tree, card.network());
        tree.set("preprocessing", JSON.valueToTree(card.preprocessing()));
        tree.set("weights", JSON.valueToTree(card.weights()));
        tree.put("labels", card.labels());
        if (!card.sources().isEmpty()) {
            ArrayNode sources = tree.putArray("sources");
            card.sources().forEach(source -> sources.add(JSON.<ObjectNode>valueToTree(source)));
        }
        if (!card.licence().isEmpty()) {
            tree.put("licence", card.licence());
        }
        card.golden().forEach(golden -> tree.set("golden", JSON.valueToTree(golden)));
        if (card.calibration().exists()) {
            tree.set("calibration", JSON.valueToTree(card.calibration()));
        }
        return tree;
    }

    private static void network(ObjectNode tree, ResNetOptions network) {
        ResNetOptions usual = ResNetOptions.of(network.strideOrder());
        tree.put("strides", network.strideOrder().label());
        if (!network.equals(usual)) {
            ObjectNode options = tree.putObject("network");
            options.put("downsampling", CardWords.of(network.downsampling()));
            options.put("stemPooling", CardWords.of(network.stemPooling()));
            options.put("firstStride", network.firstStride());
        }
    }
}
