package io.sightline.serving;

import io.sightline.engine.Output;
import io.sightline.image.resize.ImageTensor;
import java.util.EnumSet;
import java.util.Set;

/// One image for a network, and what is wanted of it.
///
/// @param outputs at least one; whoever wants the logits only pays nothing for the others
public record NetworkRequest(NetworkInput input, Set<Output> outputs) {

    private static final Set<Output> LOGITS = Set.of(Output.LOGITS);

    public NetworkRequest {
        outputs = Set.copyOf(outputs);
        if (outputs.isEmpty()) {
            throw new IllegalArgumentException("outputs is empty, must name at least one");
        }
    }

    /// The logits of `image`, what most requests want.
    public static NetworkRequest logits(ImageTensor image) {
        return new NetworkRequest(new NetworkInput.Pixels(image), LOGITS);
    }

    /// Everything that at least one of `requests` wants.
    static Set<Output> outputsOf(Iterable<NetworkRequest> requests) {
        Set<Output> all = EnumSet.noneOf(Output.class);
        requests.forEach(request -> all.addAll(request.outputs()));
        return all;
    }
}
