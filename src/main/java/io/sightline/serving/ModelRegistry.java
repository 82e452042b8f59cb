package io.sightline.serving;

import io.sightline.batching.ProcessorSharing;
import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.machine.FreedMemory;
import io.sightline.repository.ModelFailedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The models in service, by name, one version each, the default first. Thread-safe.
///
/// A request holds a [Lease] on the version that it found, from before its image is prepared until
/// it has its answer. A name moves from one version to the next between two requests; the old
/// version is closed when its last lease is, so that no request meets a closed batcher because of a
/// move, and none is answered by two versions.
///
/// One lock owns the names and the counts of leases. It is never held while a model is closed.
public final class ModelRegistry implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition returned = lock.newCondition();
    private final SequencedMap<String, Version> versions = new LinkedHashMap<>();
    private final ModelMetrics metrics;
    private final int processors = Runtime.getRuntime().availableProcessors();

    /// The model whose passes decoding waits for, if there is one; read for every image.
    private volatile @Nullable ServedModel decodingYieldsTo;

    public ModelRegistry(ModelMetrics metrics) {
        this.metrics = metrics;
    }

    /// A version under a name, and how many requests hold it. Guarded by the lock.
    private static final class Version {

        private final ServedModel model;
        private int leases;

        private Version(ServedModel model) {
            this.model = model;
        }
    }

    /// One request's hold on a version. Belongs to one thread; a second close does nothing.
    public final class Lease implements AutoCloseable {

        private final Version version;
        private boolean closed;

        private Lease(Version version) {
            this.version = version;
        }

        /// What is served under the name; open until the lease is closed.
        public ServedModel model() {
            return version.model;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                giveBack(version);
            }
        }
    }

    /// Holds the version that `name` stands for now; empty if no model is called that.
    public Optional<Lease> lease(String name) {
        lock.lock();
        try {
            Version version = versions.get(name);
            if (version == null) {
                return Optional.empty();
            }
            version.leases++;
            return Optional.of(new Lease(version));
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(Version version) {
        lock.lock();
        try {
            version.leases--;
            if (version.leases == 0) {
                returned.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Serves `model`, whose lanes may still be opening, under a name that is new.
    ///
    /// @throws IllegalStateException if the name is served already
    public void add(ServedModel model) {
        lock.lock();
        try {
            if (versions.putIfAbsent(model.name(), new Version(model)) != null) {
                throw new IllegalStateException(
                        "model %s is served already, must be replaced".formatted(model.name()));
            }
            metrics.show(model);
            settleDecoding();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until `model` is warm and moves its name to it. If another version had the name, this
    /// returns once that one has answered its last request and is closed.
    ///
    /// @throws ModelFailedException if `model` cannot run; it is closed, and the old version goes
    ///   on
    /// @throws InterruptedException if the wait for the lanes or for the last answer is
    ///   interrupted; in the latter case the old version is closed at once, and answers what it has
    ///   admitted
    public void replace(ServedModel model) throws InterruptedException {
        try {
            awaitReady(model);
        } catch (ModelFailedException | InterruptedException e) {
            model.close();
            throw e;
        }
        Version old;
        lock.lock();
        try {
            old = versions.put(model.name(), new Version(model));
            if (old != null) {
                metrics.hide(old.model);
            }
            metrics.show(model);
            settleDecoding();
        } finally {
            lock.unlock();
        }
        retire(old);
    }

    /// Removes the model called `name`, and returns once it has answered its last request and is
    /// closed; false if there is none.
    ///
    /// @throws InterruptedException as [#replace]
    public boolean remove(String name) throws InterruptedException {
        Version old;
        lock.lock();
        try {
            old = versions.remove(name);
            if (old == null) {
                return false;
            }
            metrics.hide(old.model);
            settleDecoding();
        } finally {
            lock.unlock();
        }
        retire(old);
        return true;
    }

    private void retire(Version old) throws InterruptedException {
        try {
            awaitLastLease(old);
        } finally {
            old.model.close();
            FreedMemory.giveBack(); // the weights' blocks are too large to find another use
        }
    }

    private void awaitLastLease(Version version) throws InterruptedException {
        lock.lock();
        try {
            while (version.leases > 0) {
                returned.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /// All of them, the default first.
    public List<ServedModel> all() {
        lock.lock();
        try {
            return versions.values().stream().map(version -> version.model).toList();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until every lane of every model has run every batch size.
    ///
    /// @throws ModelFailedException if one could not
    public void awaitReady() throws InterruptedException {
        for (ServedModel model : all()) {
            awaitReady(model);
        }
    }

    private static void awaitReady(ServedModel model) throws InterruptedException {
        try {
            model.batcher().ready().get();
        } catch (ExecutionException e) {
            throw new ModelFailedException(
                    "model %s cannot run: %s".formatted(model.name(), reason(e)), e);
        }
    }

    /// What is wrong with the weights, if they are the reason; else the reason as it was thrown.
    private static String reason(ExecutionException failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof InvalidCheckpointException wrong) {
                return String.valueOf(wrong.getMessage());
            }
        }
        return String.valueOf(failure.getCause());
    }

    /// Waits while a forward pass has all processors to itself, but not beyond `deadlineNanos`: the
    /// first rule of [io.sightline.batching.ProcessorSharing], which says when and why.
    public void awaitProcessors(long deadlineNanos) throws InterruptedException {
        ServedModel model = decodingYieldsTo;
        if (model != null) {
            model.batcher().awaitProcessors(deadlineNanos);
        }
    }

    /// Sets which model decoding waits for, after a change of the versions. Called with the lock
    /// held.
    private void settleDecoding() {
        ServedModel first = versions.isEmpty() ? null : versions.firstEntry().getValue().model;
        boolean yields =
                first != null
                        && ProcessorSharing.preparationYields(
                                versions.size(), first.fills(processors));
        decodingYieldsTo = yields ? first : null;
    }

    /// The names of the models that have lost a lane and answer nothing any more.
    List<String> lost() {
        return all().stream()
                .filter(model -> !model.batcher().accepting())
                .map(ServedModel::name)
                .toList();
    }

    /// Answers what was admitted, then ends the lanes and frees the weights.
    @Override
    public void close() {
        List<ServedModel> models = new ArrayList<>();
        lock.lock();
        try {
            versions.values().forEach(version -> models.add(version.model));
            models.forEach(metrics::hide);
            versions.clear();
            settleDecoding();
        } finally {
            lock.unlock();
        }
        models.forEach(ServedModel::close);
    }
}
