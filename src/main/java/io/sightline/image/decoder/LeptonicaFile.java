package io.sightline.image.decoder;

import io.sightline.foreign.MissingLibraryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/// Leptonica's library as a file that the system's loader can open.
///
/// It is taken out of the jar once and kept under a name made from its contents, so that several
/// versions can lie side by side. A file that is there already is used only if it equals the jar's
/// byte for byte.
final class LeptonicaFile {

    private static final String FOLDER = "/org/bytedeco/leptonica/";
    private static final int NAME_DIGITS = 16;

    /// Others may load it, for an image is built by one user and run by another.
    private static final FileAttribute<?> WRITTEN_BY_OWNER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));

    private LeptonicaFile() {}

    /// The file in `cache`, written if it is not there yet.
    ///
    /// @throws MissingLibraryException if the jar has none for this platform, or it cannot be
    ///   written
    static Path in(Path cache) throws MissingLibraryException {
        byte[] library = packed(System.getProperty("os.name"), System.getProperty("os.arch"));
        Path file = cache.resolve("libleptonica-%s.so".formatted(digest(library)));
        try {
            if (!holds(file, library)) {
                write(cache, file, library);
            }
            return file;
        } catch (IOException e) {
            throw new MissingLibraryException(
                    "leptonica's library cannot be written to %s (%s)".formatted(cache, e), e);
        }
    }

    private static byte[] packed(String system, String processor) throws MissingLibraryException {
        String resource = FOLDER + resource(system, processor);
        try (InputStream stream = LeptonicaFile.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new MissingLibraryException(
                        "the jar has no library of leptonica's for %s on %s"
                                .formatted(system, processor));
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new MissingLibraryException("leptonica's library cannot be read", e);
        }
    }

    private static String resource(String system, String processor) {
        String architecture = processor.equals("aarch64") ? "arm64" : "x86_64";
        return system.toLowerCase(Locale.ROOT).startsWith("mac")
                ? "macosx-%s/libleptonica.6.dylib".formatted(architecture)
                : "%s-%s/libleptonica.so.6"
                        .formatted(system.toLowerCase(Locale.ROOT), architecture);
    }

    private static boolean holds(Path file, byte[] library) throws IOException {
        return Files.isReadable(file) && Arrays.equals(Files.readAllBytes(file), library);
    }

    /// Writes aside and moves into place: another process never sees half a library.
    private static void write(Path folder, Path file, byte[] library) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, WRITTEN_BY_OWNER);
        }
        Path aside = Files.createTempFile(folder, "leptonica", ".tmp", WRITTEN_BY_OWNER);
        try {
            Files.write(aside, library);
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private static String digest(byte[] library) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(library);
            return HexFormat.of().formatHex(digest).substring(0, NAME_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
