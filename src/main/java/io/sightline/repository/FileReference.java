package io.sightline.repository;

import java.io.IOException;
import java.nio.file.Path;

/// A file of a model folder, with its expected digest.
///
/// @param file its name, without a path
/// @param sha256 the digest of its content, 64 hexadecimal digits
public record FileReference(String file, String sha256) {

    public FileReference {
        requirePlainName(file);
        requireDigest(sha256);
    }

    /// A file that the model was made from.
    ///
    /// @param name what it is called where it is published
    /// @param sha256 the digest of its content, 64 hexadecimal digits
    public record Source(String name, String sha256) {

        public Source {
            requireDigest(sha256);
        }

        /// The source that is `file`.
        ///
        /// @param name what it is called where it is published
        public static Source of(String name, Path file) throws IOException {
            return new Source(name, Sha256.of(file));
        }
    }

    /// Requires `file` to be a plain name. A card is untrusted data, so it may name only files of
    /// its own folder.
    static void requirePlainName(String file) {
        if (!file.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}")) {
            throw new IllegalArgumentException(
                    "file is %s, must be a plain file name".formatted(file));
        }
    }

    private static void requireDigest(String sha256) {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "sha256 is %s, must be 64 lower-case hexadecimal digits".formatted(sha256));
        }
    }
}
