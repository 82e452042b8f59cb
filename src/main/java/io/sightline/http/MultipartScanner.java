package io.sightline.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// One scan over one multipart body. Used once, by one thread.
final class MultipartScanner {

    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] HEADER_END = {'\r', '\n', '\r', '\n'};
    private static final Pattern BOUNDARY =
            Pattern.compile("[A-Za-z0-9'()+_,./:=? -]{0,69}[A-Za-z0-9'()+_,./:=?-]");
    private static final Pattern FILE_NAME = Pattern.compile(";\\s*filename\\*?\\s*=");
    private static final Pattern ENCODED = Pattern.compile("base64|quoted-printable");

    private final byte[] body;
    private final String boundary;
    private final byte[] delimiter;
    private final int maxParts;
    private final List<Multipart.Part> parts = new ArrayList<>();

    MultipartScanner(byte[] body, String boundary, int maxParts) {
        this.body = body;
        this.boundary = boundary;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        this.maxParts = maxParts;
    }

    Multipart scan() {
        if (!BOUNDARY.matcher(boundary).matches()) {
            return malformed("boundary is missing or has characters that are not allowed");
        }
        int position = afterFirstDelimiter();
        while (position >= 0 && !startsWith(position, "--")) {
            if (parts.size() == maxParts) {
                return new Multipart.Refused(
                        ProblemType.TOO_MANY_IMAGES,
                        "request has more than %d parts, must have at most that many"
                                .formatted(maxParts));
            }
            int headers = afterPadding(position);
            if (headers < 0) {
                return malformed("a boundary is not followed by the end of its line");
            }
            int content = find(HEADER_END, headers - 2, headers + Multipart.MAX_HEADER_BYTES);
            if (content < 0) {
                return malformed(
                        "headers of a part do not end within %d bytes"
                                .formatted(Multipart.MAX_HEADER_BYTES));
            }
            String refusal = refusal(headers, content);
            if (!refusal.isEmpty()) {
                return malformed(refusal);
            }
            int end = find(delimiter, content + 2, body.length);
            if (end < 0) {
                return malformed("the last boundary is missing");
            }
            parts.add(new Multipart.Part(content + HEADER_END.length, Math.max(end, content + 4)));
            position = end + delimiter.length;
        }
        return parts.isEmpty()
                ? malformed("request has no file parts, must have at least one")
                : new Multipart.Files(parts);
    }

    /// The position after the first delimiter, which may stand at the very beginning, without a
    /// line end before it.
    private int afterFirstDelimiter() {
        if (startsWith(0, "--" + boundary)) {
            return delimiter.length - LINE_END.length;
        }
        int found = find(delimiter, 0, body.length);
        return found < 0 ? found : found + delimiter.length;
    }

    private int afterPadding(int from) {
        int position = from;
        while (position < body.length && (body[position] == ' ' || body[position] == '\t')) {
            position++;
        }
        return startsWith(position, "\r\n") ? position + LINE_END.length : -1;
    }

    /// Why the part whose headers are between these positions is not a file; empty if it is one.
    private String refusal(int start, int end) {
        String headers =
                new String(body, start, Math.max(0, end - start), StandardCharsets.ISO_8859_1)
                        .toLowerCase(Locale.ROOT);
        boolean file = false;
        for (String line : headers.split("\r\n", -1)) {
            int colon = line.indexOf(':');
            String value = line.substring(colon + 1).strip();
            switch (colon < 0 ? "" : line.substring(0, colon)) {
                case "content-disposition" -> file |= FILE_NAME.matcher(value).find();
                case "content-type" -> file |= BodyKind.of(value) instanceof BodyKind.Image;
                case "content-transfer-encoding" -> {
                    if (ENCODED.matcher(value).matches()) {
                        return "content-transfer-encoding is %s, must be binary".formatted(value);
                    }
                }
                case "content-encoding" -> {
                    if (!value.isEmpty() && !value.equals("identity")) {
                        return "content-encoding of a part is %s, must be identity"
                                .formatted(Problem.quoted(value));
                    }
                }
                default -> {} // other headers say nothing about the bytes
            }
        }
        return file
                ? ""
                : "a part is a form field, must be a file; parameters belong into the query";
    }

    private int find(byte[] wanted, int from, int until) {
        int last = Math.min(until, body.length) - wanted.length;
        for (int position = from; position <= last; position++) {
            if (matches(wanted, position)) {
                return position;
            }
        }
        return -1;
    }

    private boolean startsWith(int position, String wanted) {
        byte[] bytes = wanted.getBytes(StandardCharsets.ISO_8859_1);
        return position + bytes.length <= body.length && matches(bytes, position);
    }

    private boolean matches(byte[] wanted, int position) {
        for (int i = 0; i < wanted.length; i++) {
            if (body[position + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static Multipart.Refused malformed(String detail) {
        return new Multipart.Refused(ProblemType.MALFORMED_REQUEST, detail);
    }
}
