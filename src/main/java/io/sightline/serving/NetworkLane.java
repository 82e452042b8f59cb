package io.sightline.serving;

import io.sightline.batching.BatchFunction;
import io.sightline.engine.EngineFailedException;
import io.sightline.engine.LoadedNetwork;
import io.sightline.engine.NetworkSession;
import io.sightline.image.resize.ImageTensor;
import io.sightline.repository.ModelFailedException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// Runs batches of images through one session of a network.
///
/// Belongs to the thread that opened it.
final class NetworkLane implements BatchFunction<ImageTensor, Logits> {

    private final NetworkSession session;

    private NetworkLane(NetworkSession session) {
        this.session = session;
    }

    /// Opens a session for batches up to the largest of `sizes`, and runs one batch of each size,
    /// so that no request meets an engine that still prepares itself.
    static NetworkLane open(LoadedNetwork network, int side, List<Integer> sizes) {
        NetworkSession session = network.openSession(side, Collections.max(sizes));
        try {
            sizes.forEach(session::forward);
            return new NetworkLane(session);
        } catch (EngineFailedException e) {
            session.close();
            throw e;
        }
    }

    /// Runs one forward pass over a batch.
    ///
    /// @return one [Logits] an image, in the order given
    /// @throws ModelFailedException if the engine fails, or answers with what is not a number
    @Override
    public List<Logits> apply(List<ImageTensor> images) {
        FloatBuffer input = session.input();
        images.forEach(image -> image.writeTo(input));
        float[] scores = session.forward(images.size());
        int classes = scores.length / images.size();
        List<Logits> answers = new ArrayList<>(images.size());
        for (int from = 0; from < scores.length; from += classes) {
            answers.add(finite(Arrays.copyOfRange(scores, from, from + classes)));
        }
        return answers;
    }

    private static Logits finite(float[] scores) {
        for (float score : scores) {
            if (!Float.isFinite(score)) {
                throw new ModelFailedException(
                        "a logit is %s, must be finite; the weights are damaged".formatted(score));
            }
        }
        return new Logits(scores);
    }

    @Override
    public void close() {
        session.close();
    }
}
