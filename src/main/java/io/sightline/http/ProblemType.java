package io.sightline.http;

import java.net.URI;
import java.util.Locale;

/// Every kind of failure that a client can meet; `docs/api.md` says what to do about each.
///
/// The names are part of the contract: a client switches over the URI made from them.
enum ProblemType {
    BAD_PARAMETER(400, "A parameter or header has a value that is not allowed"),
    MALFORMED_REQUEST(400, "The request is malformed"),
    EMPTY_UPLOAD(400, "The upload holds no bytes"),
    UNKNOWN_MODEL(404, "No model of this name is served"),
    UNKNOWN_VERSION(404, "The model is not served in this version"),
    NOT_FOUND(404, "There is nothing at this path"),
    METHOD_NOT_ALLOWED(405, "The path does not answer this method"),
    NOT_ACCEPTABLE(406, "The answer has no form that the request accepts"),
    UPLOAD_STALLED(408, "The upload stopped arriving"),
    UPLOAD_TOO_LARGE(413, "The body is larger than is accepted"),
    TOO_MANY_IMAGES(413, "The request holds more images than are accepted"),
    IMAGE_TOO_LARGE(413, "The image has more pixels than are accepted"),
    UNSUPPORTED_CONTENT_TYPE(415, "The content type is not one for images"),
    UNSUPPORTED_CONTENT_ENCODING(415, "The body is encoded, which images are not"),
    UNSUPPORTED_FORMAT(415, "The upload is not an image of a format that is read"),
    UNDECODABLE_IMAGE(422, "The image cannot be decoded"),
    QUEUE_FULL(429, "Too many images are waiting"),
    WOULD_BE_LATE(429, "The answer would come after the deadline"),
    UPLOAD_MEMORY_FULL(429, "Too many uploads are under way"),
    ENGINE_FAILED(500, "The engine failed on the image"),
    INTERNAL_ERROR(500, "The service failed"),
    STARTING(503, "The service is starting"),
    SHUTTING_DOWN(503, "The service is shutting down"),
    DEADLINE_PASSED(504, "The deadline passed before there was an answer");

    private final int status;
    private final String title;
    private final String slug;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
        this.slug = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    /// The name in lower case with hyphens: the last part of the URI, and the value of a metric's
    /// tag.
    String slug() {
        return slug;
    }

    URI uri() {
        return URI.create("urn:sightline:problem:" + slug);
    }

    /// The kind of a failure that the web server or the framework reports by its status alone.
    ///
    /// An unsupported transfer coding, method or version of HTTP (501, 505) is the client's error
    /// here, although its status begins with 5.
    static ProblemType ofStatus(int status) {
        return switch (status) {
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 408 -> UPLOAD_STALLED;
            case 413 -> UPLOAD_TOO_LARGE;
            case 415 -> UNSUPPORTED_CONTENT_TYPE;
            case 501, 505 -> MALFORMED_REQUEST;
            default -> status < 500 ? MALFORMED_REQUEST : INTERNAL_ERROR;
        };
    }
}
