package io.sightline.engine;

/// A network in the engine's memory. Its weights are shared by all sessions. Thread-safe.
///
/// The weights are freed once the network and all its sessions are closed, in whatever order: no
/// forward pass ever reads weights that are gone.
public interface Network extends AutoCloseable {

    /// A session for the calling thread.
    ///
    /// @param side of the images, in pixels
    /// @param maxBatchSize most images in one forward pass
    /// @throws IllegalStateException if the network is closed
    Session openSession(int side, int maxBatchSize);

    /// Opens no more sessions, and frees the weights once none is left. May be called again.
    @Override
    void close();
}
