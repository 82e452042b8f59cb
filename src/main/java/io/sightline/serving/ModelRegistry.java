package io.sightline.serving;

import io.sightline.batching.ProcessorSharing;
import io.sightline.machine.FreedMemory;
import io.sightline.repository.ModelFailedException;
import io.sightline.serving.Lineup.Version;
import io.sightline.serving.version.LoadFailure;
import io.sightline.serving.version.ModelStatus;
import io.sightline.serving.version.Pointers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The models in service, by name, the default first; of each one version or several. Thread-safe.
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
    private final Map<String, LoadFailure> failures = new ConcurrentHashMap<>();
    private final ModelMetrics metrics;
    private final int processors = Runtime.getRuntime().availableProcessors();

    /// Read by anyone; changed, and leases taken on its versions, with the lock held.
    private volatile Lineups lineups = Lineups.NONE;

    /// The model whose passes decoding waits for, if there is one; read for every image.
    private volatile @Nullable ServedModel decodingYieldsTo;

    public ModelRegistry(ModelMetrics metrics) {
        this.metrics = metrics;
    }

    /// One request's hold on a version. Belongs to one thread; a second close does nothing.
    public final class Lease implements AutoCloseable {

        private final Version version;
        private boolean closed;

        private Lease(Version version) {
            this.version = version;
        }

        /// The version; open until the lease is closed.
        public ServedModel model() {
            return version.model();
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                giveBack(version);
            }
        }
    }

    /// Holds the version that `reference` stands for now; empty if none is served.
    ///
    /// @param reference as [io.sightline.serving.version.ModelReference] writes it
    public Optional<Lease> lease(String reference) {
        lock.lock();
        try {
            Optional<Version> version = lineups.find(reference);
            version.ifPresent(Version::take);
            return version.map(Lease::new);
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(Version version) {
        lock.lock();
        try {
            version.giveBack();
            if (version.free()) {
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
        add(new Pointers(model.description().number(), Map.of()), List.of(model));
    }

    /// Serves versions of one model, whose lanes may still be opening, under a name that is new.
    ///
    /// @throws IllegalStateException if the name is served already
    public void add(Pointers pointers, List<ServedModel> models) {
        String name = models.getFirst().name();
        lock.lock();
        try {
            if (lineups.of(name).isPresent()) {
                throw new IllegalStateException(
                        "model %s is served already, must be replaced".formatted(name));
            }
            put(name, Lineup.of(pointers, models, null));
        } finally {
            lock.unlock();
        }
    }

    /// Called with the lock held.
    private void put(String name, Lineup lineup) {
        lineups = lineups.with(name, lineup);
        failures.remove(name);
        metrics.show(lineup.models());
        settleDecoding();
    }

    /// Waits until `model` is warm, moves its name to it, and returns when the version of its
    /// number that served before, if any, has answered its last request and is closed.
    ///
    /// @throws ModelFailedException if `model` cannot run; it is closed, and the old version goes
    ///   on
    /// @throws InterruptedException if the wait for the lanes or for the last answer is
    ///   interrupted; in the latter case the old version is closed at once, and answers what it has
    ///   admitted
    public void replace(ServedModel model) throws InterruptedException {
        Pointers pointers =
                new Pointers(
                        model.description().number(),
                        lineups.of(model.name())
                                .map(it -> it.pointers().labels())
                                .orElse(Map.of()));
        move(pointers, lineups.replacing(model));
    }

    /// Waits until those of `models` that do not serve yet are warm, lets these versions serve
    /// instead of those of their name so far, and returns when the ones that are not among them
    /// have answered their last requests and are closed.
    ///
    /// @param models versions of one model, at least one
    /// @throws ModelFailedException if one cannot run; those that do not serve yet are closed, and
    ///   all goes on as before
    /// @throws InterruptedException as [#replace]
    public void move(Pointers pointers, List<ServedModel> models) throws InterruptedException {
        String name = models.getFirst().name();
        awaitReady(name, models);
        List<Version> old;
        lock.lock();
        try {
            Optional<Lineup> before = lineups.of(name);
            Lineup next = Lineup.of(pointers, models, before.orElse(null));
            old = before.map(it -> it.without(next)).orElse(List.of());
            put(name, next);
        } finally {
            lock.unlock();
        }
        retire(old);
    }

    private void awaitReady(String name, List<ServedModel> models) throws InterruptedException {
        List<ServedModel> serving = lineups.versionsOf(name);
        List<ServedModel> added =
                models.stream().filter(model -> !serving.contains(model)).toList();
        try {
            for (ServedModel model : added) {
                model.awaitReady();
            }
        } catch (ModelFailedException | InterruptedException e) {
            added.forEach(ServedModel::close);
            throw e;
        }
    }

    /// Serves no version of `name` any more, and returns when those that were have answered their
    /// last requests and are closed; false if there was none.
    ///
    /// @throws InterruptedException as [#replace]
    public boolean remove(String name) throws InterruptedException {
        Optional<Lineup> old;
        lock.lock();
        try {
            old = lineups.of(name);
            if (old.isEmpty()) {
                return false;
            }
            lineups = lineups.without(name);
            metrics.hide(name);
            settleDecoding();
        } finally {
            lock.unlock();
        }
        retire(List.copyOf(old.get().versions().values()));
        return true;
    }

    private void retire(List<Version> versions) throws InterruptedException {
        try {
            for (Version version : versions) {
                awaitLastLease(version);
            }
        } finally {
            versions.forEach(version -> version.model().close());
            if (!versions.isEmpty()) {
                FreedMemory.giveBack(); // the weights' blocks are too large to find another use
            }
        }
    }

    private void awaitLastLease(Version version) throws InterruptedException {
        lock.lock();
        try {
            while (!version.free()) {
                returned.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /// The version of each model that a request gets which names none, the default model first.
    public List<ServedModel> all() {
        return lineups.served();
    }

    /// The versions of one model, the default first; none if it is not served.
    public List<ServedModel> versionsOf(String name) {
        return lineups.versionsOf(name);
    }

    /// What the version is that `reference` stands for now; empty if none is served.
    public Optional<ModelDescription> find(String reference) {
        return lineups.find(reference).map(version -> version.model().description());
    }

    /// What points at which version of a model; empty if it is not served.
    public Optional<Pointers> pointersOf(String name) {
        return lineups.of(name).map(Lineup::pointers);
    }

    /// How the model of this name is served.
    public ModelStatus status(String name) {
        return new ModelStatus(
                lineups.of(name).map(Lineup::describe).orElse(List.of()),
                Optional.ofNullable(failures.get(name)).stream().toList());
    }

    /// Remembers that the last load of `name` failed, until one succeeds.
    public void failed(String name, LoadFailure failure) {
        failures.put(name, failure);
        metrics.loadFailed(name);
    }

    /// Waits until every lane of every version has run every batch size.
    ///
    /// @throws ModelFailedException if one could not
    public void awaitReady() throws InterruptedException {
        for (ServedModel model : lineups.versions()) {
            model.awaitReady();
        }
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
        List<ServedModel> versions = lineups.versions();
        ServedModel first = versions.isEmpty() ? null : versions.getFirst();
        boolean yields =
                first != null
                        && ProcessorSharing.preparationYields(
                                versions.size(), first.fills(processors));
        decodingYieldsTo = yields ? first : null;
    }

    /// The versions that have lost a lane and answer nothing any more.
    public List<String> lost() {
        return lineups.versions().stream()
                .filter(model -> !model.batcher().accepting())
                .map(ServedModel::reference)
                .toList();
    }

    /// Answers what was admitted, then ends the lanes and frees the weights.
    @Override
    public void close() {
        List<ServedModel> models;
        lock.lock();
        try {
            models = lineups.versions();
            lineups.byName().keySet().forEach(metrics::hide);
            lineups = Lineups.NONE;
            settleDecoding();
        } finally {
            lock.unlock();
        }
        models.forEach(ServedModel::close);
    }
}
