package io.sightline.serving.control;

import io.sightline.serving.ModelRegistry;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Down once a model has lost a lane: the model answers nothing any more, and only a restart mends
/// that.
final class LanesReadiness implements HealthIndicator {

    private final ModelRegistry models;

    LanesReadiness(ModelRegistry models) {
        this.models = models;
    }

    @Override
    public Health health() {
        return models.lost().isEmpty()
                ? Health.up().build()
                : Health.down().withDetail("lost", models.lost()).build();
    }
}
