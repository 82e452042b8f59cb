package io.sightline.engine;

import ai.djl.Model;

/// A network in the engine's memory. Its weights are shared by all sessions.
public final class LoadedNetwork implements AutoCloseable {

    private final Model model;

    LoadedNetwork(Model model) {
        this.model = model;
    }

    /// A session for the calling thread.
    ///
    /// @param side of the images, in pixels
    /// @param maxBatchSize most images in one forward pass
    public NetworkSession openSession(int side, int maxBatchSize) {
        return new NetworkSession(model, side, maxBatchSize, 0);
    }

    /// A session for the calling thread that gives what the program returns beside the logits.
    public NetworkSession openObserver(int side, int maxBatchSize) {
        return new NetworkSession(model, side, maxBatchSize, 1);
    }

    /// Releases the weights. Every session must have been closed before.
    @Override
    public void close() {
        model.close();
    }
}
