package io.sightline.http;

import java.util.List;

/// What a `multipart/form-data` body holds (RFC 7578).
///
/// The body is in memory already, so its parts are ranges of it and nothing is copied. Each step
/// moves forward, so that the time is linear in the body's length whatever it holds.
sealed interface Multipart {

    /// The body holds these files, in order; at least one.
    record Files(List<Part> parts) implements Multipart {

        public Files {
            parts = List.copyOf(parts);
        }
    }

    /// The body is not what it should be.
    ///
    /// @param kind of the problem to answer with
    /// @param detail for the client
    record Refused(ProblemType kind, String detail) implements Multipart {}

    /// The content of one part: the bytes from `start` up to, not including, `end`.
    record Part(int start, int end) {

        int length() {
            return end - start;
        }
    }

    /// Longest header section of one part, in bytes.
    int MAX_HEADER_BYTES = 4096;

    /// Cuts `body` at `boundary`.
    ///
    /// @param maxParts most parts to accept
    static Multipart parse(byte[] body, String boundary, int maxParts) {
        return new MultipartScanner(body, boundary, maxParts).scan();
    }
}
