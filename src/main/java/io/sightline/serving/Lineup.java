package io.sightline.serving;

import io.sightline.serving.version.ModelVersion;
import io.sightline.serving.version.ModelVersion.State;
import io.sightline.serving.version.Pointers;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The versions of one model in service, and what points at which.
///
/// Never changes; a name moves from one to the next. The leases of its versions are guarded by the
/// registry's lock.
///
/// @param versions by number, at least one
/// @param pointers at these versions only
record Lineup(SortedMap<Integer, Version> versions, Pointers pointers) {

    Lineup {
        versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
        if (!versions.keySet().containsAll(pointers.numbers())) {
            throw new IllegalArgumentException(
                    "pointers are at %s, must be at some of %s"
                            .formatted(pointers.numbers(), versions.keySet()));
        }
    }

    /// A version in service, and how many requests hold it.
    static final class Version {

        private final ServedModel model;
        private int leases;

        Version(ServedModel model) {
            this.model = model;
        }

        ServedModel model() {
            return model;
        }

        void take() {
            leases++;
        }

        void giveBack() {
            leases--;
        }

        boolean free() {
            return leases == 0;
        }
    }

    /// The lineup of `models`, of which those that serve already in `before` keep their leases.
    @SuppressWarnings("ReferenceEquality") // the very same one, opened once
    static Lineup of(Pointers pointers, List<ServedModel> models, @Nullable Lineup before) {
        SortedMap<Integer, Version> versions = new TreeMap<>();
        for (ServedModel model : models) {
            int number = model.description().number();
            Version old = before == null ? null : before.versions.get(number);
            versions.put(number, old != null && old.model == model ? old : new Version(model));
        }
        return new Lineup(versions, pointers);
    }

    Version served() {
        return Objects.requireNonNull(versions.get(pointers.number()));
    }

    /// The version that `version` names: a number, a label, or the default if it is empty.
    Optional<Version> find(String version) {
        if (version.isEmpty()) {
            return Optional.of(served());
        }
        Integer labelled = pointers.labels().get(version);
        if (labelled != null) {
            return Optional.ofNullable(versions.get(labelled));
        }
        return versions.entrySet().stream()
                .filter(each -> each.getKey() != 0 && each.getKey().toString().equals(version))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /// All of them, the default first.
    List<ServedModel> models() {
        return versions.values().stream()
                .sorted((left, right) -> Boolean.compare(right == served(), left == served()))
                .map(Version::model)
                .toList();
    }

    /// Those that are not in `next`.
    List<Version> without(Lineup next) {
        return versions.values().stream()
                .filter(each -> !next.versions.containsValue(each))
                .toList();
    }

    /// What is told of them, by number.
    List<ModelVersion> describe() {
        return versions.values().stream().map(this::describe).toList();
    }

    private ModelVersion describe(Version version) {
        int number = version.model.description().number();
        List<String> labels =
                pointers.labels().entrySet().stream()
                        .filter(each -> each.getValue() == number)
                        .map(Map.Entry::getKey)
                        .toList();
        return new ModelVersion(
                number,
                version.model.description().version(),
                labels,
                version == served(),
                state(version.model));
    }

    private static State state(ServedModel model) {
        if (!model.batcher().accepting()) {
            return State.LOST;
        }
        return model.batcher().ready().isDone() ? State.READY : State.LOADING;
    }
}
