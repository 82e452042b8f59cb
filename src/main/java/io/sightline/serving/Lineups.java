package io.sightline.serving;

import io.sightline.serving.Lineup.Version;
import io.sightline.serving.version.ModelReference;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// The lineups of all models in service at one time, the default model's first. Never changes.
///
/// @param byName not empty while the service runs
record Lineups(SequencedMap<String, Lineup> byName) {

    static final Lineups NONE = new Lineups(new LinkedHashMap<>());

    Lineups {
        byName = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(byName));
    }

    /// The same with another lineup of one model, which is the last if it is new.
    Lineups with(String name, Lineup lineup) {
        SequencedMap<String, Lineup> next = new LinkedHashMap<>(byName);
        next.put(name, lineup);
        return new Lineups(next);
    }

    Lineups without(String name) {
        SequencedMap<String, Lineup> next = new LinkedHashMap<>(byName);
        next.remove(name);
        return new Lineups(next);
    }

    Optional<Lineup> of(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// The version that `reference` stands for; empty if none is served.
    ///
    /// @param reference as [ModelReference] writes it
    Optional<Version> find(String reference) {
        ModelReference wanted = ModelReference.of(reference);
        return of(wanted.name()).flatMap(lineup -> lineup.find(wanted.version()));
    }

    /// The default version of each model.
    List<ServedModel> served() {
        return byName.values().stream().map(lineup -> lineup.served().model()).toList();
    }

    /// Every version of every model, the default of each first.
    List<ServedModel> versions() {
        return byName.values().stream().flatMap(lineup -> lineup.models().stream()).toList();
    }

    /// The versions of one model, the default first; none if it is not served.
    List<ServedModel> versionsOf(String name) {
        return of(name).map(Lineup::models).orElse(List.of());
    }

    /// `model` and the versions of its name that have other numbers.
    List<ServedModel> replacing(ServedModel model) {
        int number = model.description().number();
        return Stream.concat(
                        Stream.of(model),
                        versionsOf(model.name()).stream()
                                .filter(each -> each.description().number() != number))
                .toList();
    }
}
