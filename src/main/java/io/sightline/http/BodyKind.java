package io.sightline.http;

import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/// What a client says its body is; whether it is an image, only its bytes can tell.
sealed interface BodyKind {

    /// The bytes of one image file.
    record Image() implements BodyKind {}

    /// A form with files.
    ///
    /// @param boundary as declared; empty if it is missing
    record Form(String boundary) implements BodyKind {}

    /// Something else.
    record Unsupported(String detail) implements BodyKind {}

    /// The kind that a `Content-Type` header names; without one, an image.
    static BodyKind of(@Nullable String contentType) {
        if (contentType == null || contentType.isBlank()) {
            return new Image();
        }
        try {
            MediaType type = MediaType.parseMediaType(contentType);
            if (type.getType().equals("image") || type.equalsTypeAndSubtype(binary())) {
                return new Image();
            }
            if (type.equalsTypeAndSubtype(MediaType.MULTIPART_FORM_DATA)) {
                String boundary = type.getParameter("boundary");
                return new Form(boundary == null ? "" : boundary.replace("\"", ""));
            }
            return unsupported(type.getType() + "/" + type.getSubtype());
        } catch (InvalidMediaTypeException _) {
            return unsupported("malformed");
        }
    }

    private static MediaType binary() {
        return MediaType.APPLICATION_OCTET_STREAM;
    }

    private static Unsupported unsupported(String found) {
        return new Unsupported(
                "content type is %s, must be image/*, application/octet-stream or multipart/form-data"
                        .formatted(Echo.of(found)));
    }
}
