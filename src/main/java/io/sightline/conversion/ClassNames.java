package io.sightline.conversion;

import io.sightline.json.JsonValue;
import java.util.List;
import java.util.stream.IntStream;

/// Names of classes as JSON has them: a list, or an object from each class's number to its name.
final class ClassNames {

    private ClassNames() {}

    static List<String> read(JsonValue names) {
        if (names.node().isArray()) {
            return names.elements().stream().map(JsonValue::text).toList();
        }
        int count = names.names().size();
        return IntStream.range(0, count)
                .mapToObj(number -> names.field(String.valueOf(number)).text())
                .toList();
    }
}
