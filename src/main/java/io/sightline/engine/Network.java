package io.sightline.engine;

/// A network in the engine's memory. Its weights are shared by all sessions. Thread-safe.
///
/// The weights are freed when the network is closed and its last session is too, whichever comes
/// last: no order of closing frees what a forward pass still reads.
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
