package io.sightline.engine;

import java.nio.FloatBuffer;
import java.util.Set;

/// One thread's access to a network: an input that the engine reads in place, and the forward pass
/// over it. Belongs to the thread that opened it.
public interface Session extends AutoCloseable {

    /// Where the next batch goes, from the buffer's beginning: image x row x column x channel,
    /// normalised.
    FloatBuffer input();

    /// Runs the first `batchSize` images of [#input()] and gives the outputs in `wanted`; no others
    /// are copied.
    ///
    /// @param wanted at least one
    /// @throws EngineFailedException if the engine fails
    BatchOutput forward(int batchSize, Set<Output> wanted);

    /// Ends the session. If it is the last of a closed network, this frees the network.
    @Override
    void close();
}
