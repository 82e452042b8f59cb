package io.sightline.conversion;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.resnet.ResNet;
import java.util.function.Function;

/// Something that a document says of a network and its tensors say, too.
///
/// @param place where the document says it, for example `config.json: depths`
/// @param value what it says
/// @param actual what the tensors say
record Claim(String place, String value, Function<ResNet, String> actual) {

    /// @throws InvalidCheckpointException if `network` is another
    void check(ResNet network) {
        String found = actual.apply(network);
        if (!found.equals(value)) {
            throw new InvalidCheckpointException(
                    "%s is %s, must be %s as the tensors have it".formatted(place, value, found));
        }
    }
}
