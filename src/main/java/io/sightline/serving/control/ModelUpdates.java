package io.sightline.serving.control;

import io.sightline.repository.ModelFailedException;
import io.sightline.repository.ModelFiles;
import io.sightline.serving.ModelRegistry;
import io.sightline.serving.ServedModel;
import io.sightline.serving.control.ChosenModels.Chosen;
import io.sightline.serving.control.Update.Failed;
import io.sightline.serving.control.Update.Loaded;
import io.sightline.serving.control.Update.Refused;
import io.sightline.serving.control.Update.Unchanged;
import io.sightline.serving.control.Update.Unknown;
import io.sightline.serving.control.Update.Unloaded;
import io.sightline.serving.version.LoadFailure;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Loads, reloads and unloads models while the service runs.
///
/// A new version is loaded beside the old, warmed up and checked; only then does the name move, and
/// the old is closed when its last request is answered. Requests never wait for that. Of changes
/// there is one at a time; another is refused. Thread-safe.
public final class ModelUpdates {

    private static final Logger LOGGER = LoggerFactory.getLogger(ModelUpdates.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final ModelRegistry registry;
    private final ChosenModels chosen;
    private final VersionLoader loader;
    private final ModelCheck check;
    private final Clock clock;

    ModelUpdates(
            ModelRegistry registry,
            ChosenModels chosen,
            VersionLoader loader,
            ModelCheck check,
            Clock clock) {
        this.registry = registry;
        this.chosen = chosen;
        this.loader = loader;
        this.check = check;
        this.clock = clock;
    }

    /// A change that may be interrupted.
    private interface Change {

        Update make() throws InterruptedException;
    }

    /// Serves the versions of `name` that the settings choose among those that there are now: loads
    /// those that are not served or whose files changed, and keeps the others.
    ///
    /// @throws InterruptedException if interrupted; then either all or none of the new versions
    ///   serve
    public Update load(String name) throws InterruptedException {
        return alone(() -> told(name, attempt(name, true)));
    }

    /// The same, but loads all of them anew, changed or not.
    public Update reload(String name) throws InterruptedException {
        return alone(() -> told(name, attempt(name, false)));
    }

    /// The same as [#load], but tells nobody of files that cannot be read: who follows their
    /// changes may see them half written, and decides when to [#tell].
    Update follow(String name) throws InterruptedException {
        return alone(
                () -> {
                    Update update = attempt(name, true);
                    return update instanceof Failed failed && failed.unread()
                            ? failed
                            : told(name, update);
                });
    }

    /// Serves no version of `name` any more; the last model stays.
    public Update unload(String name) throws InterruptedException {
        return alone(
                () -> {
                    if (registry.versionsOf(name).isEmpty()) {
                        return new Unknown("model %s is not served".formatted(name));
                    }
                    if (registry.all().size() == 1) {
                        return new Refused("model %s is the only one, must stay".formatted(name));
                    }
                    registry.remove(name);
                    LOGGER.info("Unloaded {}", name);
                    return new Unloaded();
                });
    }

    private Update alone(Change change) throws InterruptedException {
        if (!lock.tryLock()) {
            return new Refused("another change is under way, try again later");
        }
        try {
            return change.make();
        } finally {
            lock.unlock();
        }
    }

    private Update attempt(String name, boolean keepUnchanged) throws InterruptedException {
        List<ServedModel> serving = registry.versionsOf(name);
        List<ServedModel> kept = new ArrayList<>();
        List<ModelFiles> wanted = new ArrayList<>();
        Chosen now;
        List<ServedModel> loaded;
        try {
            now = chosen.of(name);
            for (ModelFiles files : now.files()) {
                Optional<ServedModel> same =
                        serving.stream().filter(each -> isOf(each, files)).findFirst();
                same.filter(_ -> keepUnchanged).ifPresentOrElse(kept::add, () -> wanted.add(files));
            }
            if (wanted.isEmpty() && isServed(now, serving)) {
                return new Unchanged();
            }
            loaded = loader.load(wanted);
        } catch (ModelFailedException e) {
            return serving.isEmpty() && !chosen.exists(name)
                    ? new Unknown(String.valueOf(e.getMessage()))
                    : new Failed(String.valueOf(e.getMessage()), true);
        }
        return move(now, kept, loaded, wanted);
    }

    private Update move(
            Chosen now, List<ServedModel> kept, List<ServedModel> loaded, List<ModelFiles> files)
            throws InterruptedException {
        Optional<Failed> failed;
        try {
            failed = fault(loaded, files);
        } catch (InterruptedException | RuntimeException | Error e) {
            loaded.forEach(ServedModel::close);
            throw e;
        }
        if (failed.isPresent()) {
            loaded.forEach(ServedModel::close);
            return failed.get();
        }
        List<ServedModel> next = Stream.concat(kept.stream(), loaded.stream()).toList();
        registry.move(now.pointers(), next);
        return new Loaded(registry.status(next.getFirst().name()).versions());
    }

    /// What is wrong with versions that were just loaded: they cannot run, answer wrongly, or their
    /// files changed meanwhile, so that they may be of two versions.
    private Optional<Failed> fault(List<ServedModel> loaded, List<ModelFiles> files)
            throws InterruptedException {
        for (int i = 0; i < loaded.size(); i++) {
            ServedModel model = loaded.get(i);
            if (!files.get(i).stamp().equals(model.stamp())) {
                return Optional.of(
                        new Failed(
                                "model %s cannot be loaded: its files changed while they were read"
                                        .formatted(model.reference()),
                                true));
            }
            try {
                model.awaitReady();
            } catch (ModelFailedException e) {
                return Optional.of(new Failed(String.valueOf(e.getMessage()), false));
            }
            Optional<String> wrong = check.fault(model, files.get(i));
            if (wrong.isPresent()) {
                return Optional.of(
                        new Failed(
                                "model %s answers wrongly: %s"
                                        .formatted(model.reference(), wrong.get()),
                                false));
            }
        }
        return Optional.empty();
    }

    private static boolean isOf(ServedModel model, ModelFiles files) {
        return model.description().number() == files.number()
                && model.stamp().equals(files.stamp());
    }

    private boolean isServed(Chosen now, List<ServedModel> serving) {
        return now.files().size() == serving.size()
                && registry.pointersOf(now.files().getFirst().name())
                        .filter(now.pointers()::equals)
                        .isPresent();
    }

    private Update told(String name, Update update) {
        if (update instanceof Failed failed) {
            tell(name, failed);
        }
        return update;
    }

    /// Tells operators that a load failed: in the log, in a metric, and with the model.
    void tell(String name, Failed failed) {
        registry.failed(name, new LoadFailure(clock.instant(), failed.reason()));
        LOGGER.warn("A load failed, what was served is served: {}", failed.reason());
    }

    /// The models in service.
    List<String> names() {
        return registry.all().stream().map(ServedModel::name).toList();
    }

    /// How what the settings choose of `name` differs from what is served, as a text that changes
    /// when it does; empty if it does not differ. No file is read for it.
    Optional<String> difference(String name) {
        try {
            List<ServedModel> serving = registry.versionsOf(name);
            Chosen now = chosen.of(name);
            boolean same =
                    now.files().stream()
                            .allMatch(files -> serving.stream().anyMatch(it -> isOf(it, files)));
            return same && isServed(now, serving) ? Optional.empty() : Optional.of(now.stamp());
        } catch (ModelFailedException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
