package io.sightline.model;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The network that lanes of a model share, loaded by the first that asks for it.
///
/// So it loads beside the rest of the start. Thread-safe.
final class SharedNetwork {

    private final ReentrantLock lock = new ReentrantLock();
    private Supplier<LoadedNetwork> loading;
    private @Nullable LoadedNetwork loaded;

    SharedNetwork(Supplier<LoadedNetwork> loading) {
        this.loading = loading;
    }

    /// The network; waits while another lane loads it.
    ///
    /// @throws ModelFailedException if it cannot be loaded, to every lane that asks
    LoadedNetwork get() {
        lock.lock();
        try {
            LoadedNetwork network = loading.get();
            loading = () -> network; // lets go of the checkpoint it was made from
            loaded = network;
            return network;
        } finally {
            lock.unlock();
        }
    }

    /// Frees the network if it is loaded; no lane may use it any more.
    void release() {
        lock.lock();
        try {
            if (loaded != null) {
                loaded.close();
                loaded = null;
            }
        } finally {
            lock.unlock();
        }
    }
}
