package io.sightline.http;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a client declares its body to be. Whether it really is an image, only its bytes show.
///
/// The header is read leniently. If it names an image, its parameters are ignored: clients and
/// tools add some, and even malformed ones do not fail a request.
sealed interface BodyKind {

    /// The bytes of one image file.
    record Image() implements BodyKind {}

    /// A form with files.
    ///
    /// @param boundary as declared; empty if the header has none
    record Form(String boundary) implements BodyKind {}

    /// Neither: a body that is not read.
    record Unsupported(String detail) implements BodyKind {}

    /// The kind that a `Content-Type` header names; an image if there is no header.
    static BodyKind of(@Nullable String contentType) {
        if (contentType == null || contentType.isBlank()) {
            return new Image();
        }
        int semicolon = contentType.indexOf(';');
        String name = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        String type = name.strip().toLowerCase(Locale.ROOT);
        String parameters = semicolon < 0 ? "" : contentType.substring(semicolon + 1);
        Optional<String> boundary = Syntax.boundary(parameters);
        if (boundary.isEmpty() || !Syntax.TYPE.matcher(type).matches()) {
            return unsupported("malformed");
        }
        if (type.startsWith("image/") || Syntax.BINARY.contains(type)) {
            return new Image();
        }
        return type.equals("multipart/form-data") ? new Form(boundary.get()) : unsupported(type);
    }

    private static Unsupported unsupported(String found) {
        return new Unsupported(
                "content type is %s, must be image/*, application/octet-stream or multipart/form-data"
                        .formatted(Problem.quoted(found)));
    }

    /// The syntax of the header's value.
    final class Syntax {

        private static final String TOKEN = "[a-z0-9!#$%&'*+.^_`|~-]+";
        private static final Pattern TYPE = Pattern.compile(TOKEN + "/" + TOKEN);
        private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

        /// The types that storage services, proxies and file managers give to bytes they know
        /// nothing about.
        private static final Set<String> BINARY =
                Set.of(
                        "application/octet-stream",
                        "binary/octet-stream",
                        "application/x-octet-stream",
                        "application/binary",
                        "application/x-binary",
                        "application/x-image");

        private Syntax() {}

        /// The value of the parameter `boundary`, or nothing if there is no such parameter. The
        /// value is empty if the parameters are malformed: a quote is not closed, a name is
        /// missing, or the boundary is given twice.
        private static Optional<String> boundary(String parameters) {
            String boundary = "";
            int start = 0;
            while (start < parameters.length()) {
                int end = endOfParameter(parameters, start);
                if (end < 0) {
                    return Optional.empty();
                }
                String parameter = parameters.substring(start, end);
                int equals = parameter.indexOf('=');
                String name = equals < 0 ? "" : parameter.substring(0, equals).strip();
                boolean names = name.equalsIgnoreCase("boundary");
                boolean twice = names && !boundary.isEmpty();
                boolean nameless = equals >= 0 && name.isEmpty();
                if (nameless || twice) {
                    return Optional.empty();
                }
                boundary = names ? unquoted(parameter.substring(equals + 1).strip()) : boundary;
                start = end + 1;
            }
            return Optional.of(boundary);
        }

        /// The end of the parameter that begins at `start`; negative if a quoted string is not
        /// closed.
        private static int endOfParameter(String parameters, int start) {
            boolean quoted = false;
            int position = start;
            while (position < parameters.length()) {
                char letter = parameters.charAt(position);
                if (letter == ';' && !quoted) {
                    return position;
                }
                quoted ^= letter == '"';
                position += letter == '\\' && quoted ? 2 : 1;
            }
            return quoted ? -1 : parameters.length();
        }

        private static String unquoted(String value) {
            if (value.length() < 2 || !value.startsWith("\"") || !value.endsWith("\"")) {
                return value;
            }
            return ESCAPED.matcher(value.substring(1, value.length() - 1)).replaceAll("$1");
        }
    }
}
