package io.sightline.serving;

import io.sightline.engine.Network;
import io.sightline.machine.NativeMemory;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// The network that the lanes of a model share, as one copy or several. The first lane that asks
/// for it loads it.
///
/// In this way it is loaded while the rest of the service starts. Thread-safe.
final class SharedNetwork {

    private final ReentrantLock lock = new ReentrantLock();
    private Runnable done;
    private Supplier<List<Network>> loading;
    private List<Network> loaded = List.of();

    /// @param loading gives the copies, at least one
    /// @param done closes what they are made from; called once
    SharedNetwork(Supplier<List<Network>> loading, Runnable done) {
        this.loading = loading;
        this.done = done;
    }

    /// Its copies; waits while another lane loads them.
    ///
    /// @throws io.sightline.repository.ModelFailedException if it cannot be loaded; every lane that
    ///   asks gets it
    List<Network> copies() {
        lock.lock();
        try {
            List<Network> copies = loading.get();
            loading = () -> copies; // lets go of the checkpoint they were made from
            loaded = copies;
            return copies;
        } catch (RuntimeException | Error e) {
            loading =
                    () -> {
                        throw e;
                    };
            throw e;
        } finally {
            finish();
            lock.unlock();
        }
    }

    /// Frees the network if it is loaded; no lane may use it any more.
    void release() {
        lock.lock();
        try {
            NativeMemory.freeForGood(() -> loaded.forEach(Network::close));
            loaded = List.of();
        } finally {
            finish(); // no lane may have asked
            lock.unlock();
        }
    }

    private void finish() {
        done.run();
        done = () -> {}; // lets go of the checkpoint, too
    }
}
