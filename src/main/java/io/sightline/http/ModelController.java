package io.sightline.http;

import io.sightline.classification.Classifier;
import io.sightline.serving.ModelDescription;
import io.sightline.serving.version.ModelReference;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Answers `GET /v1/models` and `GET /v1/models/{name}`: what is served, and how it is built.
@RestController
final class ModelController {

    private final Classifier classifier;

    ModelController(Classifier classifier) {
        this.classifier = classifier;
    }

    @GetMapping(path = "/v1/models", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> models() {
        return Replies.success(
                new ModelAnswer.All(classifier.models().stream().map(this::answer).toList()));
    }

    @GetMapping(path = "/v1/models/{name}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> model(@PathVariable("name") String name, HttpServletRequest request) {
        Optional<ModelDescription> model = classifier.model(name);
        if (model.isEmpty()) {
            return Replies.failure(
                    WantedModel.unknown(ModelReference.of(name), classifier), request);
        }
        return Replies.success(answer(model.get()));
    }

    private ModelAnswer answer(ModelDescription model) {
        return ModelAnswer.of(model, classifier.status(model.name()), classifier.decoders());
    }
}
