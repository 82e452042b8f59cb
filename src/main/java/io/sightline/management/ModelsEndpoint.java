package io.sightline.management;

import io.sightline.serving.ModelRegistry;
import io.sightline.serving.ServedModel;
import io.sightline.serving.control.ModelUpdates;
import io.sightline.serving.control.Update;
import io.sightline.serving.control.Update.Failed;
import io.sightline.serving.control.Update.Loaded;
import io.sightline.serving.control.Update.Refused;
import io.sightline.serving.control.Update.Unchanged;
import io.sightline.serving.control.Update.Unknown;
import io.sightline.serving.control.Update.Unloaded;
import java.util.List;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/// Answers `GET /actuator/models`, and `POST /actuator/models/{name}/{load|reload|unload}`, which
/// returns when the change is made or has failed.
@Endpoint(id = "models")
public final class ModelsEndpoint {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;

    private final ModelRegistry models;
    private final ModelUpdates updates;

    ModelsEndpoint(ModelRegistry models, ModelUpdates updates) {
        this.models = models;
        this.updates = updates;
    }

    /// What can be done to a model.
    public enum Action {
        LOAD,
        RELOAD,
        UNLOAD
    }

    /// All models in service, the default first.
    ///
    /// @param models one for each name
    public record Models(List<ModelState> models) {

        public Models {
            models = List.copyOf(models);
        }
    }

    @ReadOperation
    public Models models() {
        return new Models(
                models.all().stream()
                        .map(ServedModel::name)
                        .map(name -> ModelState.of(name, models.status(name)))
                        .toList());
    }

    @WriteOperation
    public WebEndpointResponse<ChangeAnswer> change(@Selector String name, @Selector Action action)
            throws InterruptedException {
        Update update =
                switch (action) {
                    case LOAD -> updates.load(name);
                    case RELOAD -> updates.reload(name);
                    case UNLOAD -> updates.unload(name);
                };
        return switch (update) {
            case Loaded _ -> answer(OK, "loaded", "", name);
            case Unchanged _ -> answer(OK, "unchanged", "", name);
            case Unloaded _ -> answer(OK, "unloaded", "", name);
            case Unknown(String reason) -> answer(NOT_FOUND, "unknown", reason, name);
            case Refused(String reason) -> answer(CONFLICT, "refused", reason, name);
            case Failed(String reason, _) -> answer(UNPROCESSABLE, "failed", reason, name);
        };
    }

    private WebEndpointResponse<ChangeAnswer> answer(
            int status, String result, String detail, String name) {
        return new WebEndpointResponse<>(
                new ChangeAnswer(result, detail, ModelState.of(name, models.status(name))), status);
    }
}
