package io.sightline.engine;

import ai.djl.Model;
import java.util.concurrent.locks.ReentrantLock;

/// A network in PyTorch's memory.
///
/// One lock owns the count of open sessions. Once the network is closed, whoever closes the last
/// session frees the weights. They outlive every forward pass, because a session belongs to one
/// thread, which cannot close it while it runs one.
final class TorchNetwork implements Network {

    private final ReentrantLock lock = new ReentrantLock();
    private final Model model;
    private int sessions;
    private boolean closed;
    private boolean freed;

    TorchNetwork(Model model) {
        this.model = model;
    }

    @Override
    public Session openSession(int side, int maxBatchSize) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the network is closed, must be open");
            }
            TorchSession session = new TorchSession(model, side, maxBatchSize, this::leave);
            sessions++;
            return session;
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            sessions--;
            freeIfUnused();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            freeIfUnused();
        } finally {
            lock.unlock();
        }
    }

    private void freeIfUnused() {
        if (closed && sessions == 0 && !freed) {
            freed = true;
            model.close();
        }
    }
}
