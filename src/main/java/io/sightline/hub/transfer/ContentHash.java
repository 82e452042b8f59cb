package io.sightline.hub.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the bytes of a file are compared with.
public sealed interface ContentHash {

    /// A hash of the whole content.
    ///
    /// @param kind how it is computed
    /// @param hex its lower-case digits
    record Known(Kind kind, String hex) implements ContentHash {

        public Known {
            if (!kind.form.matcher(hex).matches()) {
                throw new IllegalArgumentException(
                        "%s, must be %s lower-case hexadecimal digits of %s"
                                .formatted(Shown.text(hex), kind.digits, kind.label));
            }
        }
    }

    /// Nothing is known of the content.
    record Untold() implements ContentHash {}

    /// A way to compute a hash.
    enum Kind {
        SHA_256("SHA-256", "SHA-256", 64),
        SHA_1("SHA-1", "SHA-1", 40),

        /// The hash by which git calls a file: of its length and its content.
        GIT("git's SHA-1", "SHA-1", 40);

        private final String label;
        private final String algorithm;
        private final int digits;
        private final Pattern form;

        Kind(String label, String algorithm, int digits) {
            this.label = label;
            this.algorithm = algorithm;
            this.digits = digits;
            this.form = Pattern.compile("[0-9a-f]{" + digits + "}");
        }

        String label() {
            return label;
        }

        /// The hash of a file.
        public String of(Path file) throws IOException {
            MessageDigest digest = digest();
            if (this == GIT) {
                String header = "blob " + Files.size(file) + "\0";
                digest.update(header.getBytes(StandardCharsets.US_ASCII));
            }
            byte[] buffer = new byte[1 << 16];
            try (InputStream content = Files.newInputStream(file)) {
                for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                    digest.update(buffer, 0, read);
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        }

        private MessageDigest digest() {
            try {
                return MessageDigest.getInstance(algorithm);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(algorithm + " is part of every JDK", e);
            }
        }
    }

    /// The hash that a hub's entity tag is, 64 digits of SHA-256 or 40 of git's; empty if it is
    /// neither.
    static Optional<Known> ofEntityTag(String tag) {
        if (Kind.SHA_256.form.matcher(tag).matches()) {
            return Optional.of(new Known(Kind.SHA_256, tag));
        }
        return Kind.GIT.form.matcher(tag).matches()
                ? Optional.of(new Known(Kind.GIT, tag))
                : Optional.empty();
    }
}
