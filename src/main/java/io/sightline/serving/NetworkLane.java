package io.sightline.serving;

import io.sightline.batching.BatchFunction;
import io.sightline.engine.BatchOutput;
import io.sightline.engine.EngineFailedException;
import io.sightline.engine.Network;
import io.sightline.engine.NetworkOutput;
import io.sightline.engine.Output;
import io.sightline.engine.Session;
import io.sightline.machine.NativeMemory;
import io.sightline.repository.ModelFailedException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Runs batches of images through one session of a network.
///
/// Belongs to the thread that opened it.
final class NetworkLane implements BatchFunction<NetworkRequest, NetworkOutput> {

    private final Session session;

    private NetworkLane(Session session) {
        this.session = session;
    }

    /// Opens a session for batches up to the largest of `sizes`, and runs one batch of each size,
    /// so that no request meets an engine that still prepares itself.
    static NetworkLane open(Network network, int side, List<Integer> sizes) {
        Session session = network.openSession(side, Collections.max(sizes));
        try {
            sizes.forEach(size -> session.forward(size, Set.of(Output.LOGITS)));
            return new NetworkLane(session);
        } catch (EngineFailedException e) {
            session.close();
            throw e;
        }
    }

    /// Runs one forward pass over a batch.
    ///
    /// @return what each request wants, in the order given
    /// @throws EngineFailedException if the engine fails
    /// @throws ModelFailedException if the network answers with what is not a number
    @Override
    public List<NetworkOutput> apply(List<NetworkRequest> requests) {
        FloatBuffer input = session.input();
        requests.forEach(request -> request.input().writeTo(input));
        Set<Output> wanted = NetworkRequest.outputsOf(requests);
        BatchOutput outputs = session.forward(requests.size(), wanted);
        wanted.forEach(output -> requireFinite(output, outputs.of(output)));
        List<NetworkOutput> answers = new ArrayList<>(requests.size());
        for (int i = 0; i < requests.size(); i++) {
            answers.add(outputs.image(i, requests.size(), requests.get(i).outputs()));
        }
        return answers;
    }

    private static void requireFinite(Output output, float[] numbers) {
        for (float number : numbers) {
            if (!Float.isFinite(number)) {
                throw new ModelFailedException(
                        "%s holds %s, must be finite; the weights are damaged"
                                .formatted(output.name().toLowerCase(Locale.ROOT), number));
            }
        }
    }

    @Override
    public void close() {
        NativeMemory.freeForGood(session::close);
    }
}
