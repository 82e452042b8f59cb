package io.sightline.http;

import java.util.List;

/// What a `multipart/form-data` body holds (RFC 7578).
///
/// The body is in memory already, so its parts are ranges of it and nothing is copied. The scan
/// never moves back, so its time is linear in the length of the body, whatever the body holds.
sealed interface Multipart {

    /// The body holds these files, in order; at least one.
    record Files(List<Part> parts) implements Multipart {

        public Files {
            parts = List.copyOf(parts);
        }
    }

    /// The body is malformed, or has too many parts.
    ///
    /// @param kind the type of the problem to answer with
    /// @param detail for the client
    record Refused(ProblemType kind, String detail) implements Multipart {}

    /// The content of one part: the bytes from `start` up to, not including, `end`.
    record Part(int start, int end) {

        int length() {
            return end - start;
        }
    }

    /// The maximum length of the headers of one part, in bytes.
    int MAX_HEADER_BYTES = 4096;

    /// Splits `body` at `boundary`.
    ///
    /// @param maxParts the maximum number of parts to accept
    static Multipart parse(byte[] body, String boundary, int maxParts) {
        return new MultipartScanner(body, boundary, maxParts).scan();
    }
}
