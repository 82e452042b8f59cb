package io.sightline.serving.control;

import io.sightline.serving.ModelRegistry;
import java.time.Clock;

/// The models in service, with what it takes to change which they are.
public final class OpenModels {

    private final ModelRegistry registry;
    private final ChosenModels chosen;
    private final VersionLoader loader;

    OpenModels(ModelRegistry registry, ChosenModels chosen, VersionLoader loader) {
        this.registry = registry;
        this.chosen = chosen;
        this.loader = loader;
    }

    /// The models in service. Who opened them closes it.
    public ModelRegistry registry() {
        return registry;
    }

    /// Changes of the models in service, each new version held against `check` first.
    ///
    /// @param clock tells when a load failed
    ModelUpdates updates(ModelCheck check, Clock clock) {
        return new ModelUpdates(registry, chosen, loader, check, clock);
    }
}
