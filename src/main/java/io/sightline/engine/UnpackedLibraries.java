package io.sightline.engine;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The folder into which the engine unpacks its native libraries the first time.
///
/// @param folder for example `~/.djl.ai/pytorch`
record UnpackedLibraries(Path folder) {

    private static final Logger LOGGER = LoggerFactory.getLogger(UnpackedLibraries.class);

    /// What the engine's unfinished folders are called: it unpacks aside, and then moves.
    private static final String UNFINISHED = "tmp[0-9]+";

    /// Longer than any process takes to unpack.
    private static final Duration ABANDONED = Duration.ofHours(1);

    private static final long FULL_BYTES = 16L << 20;

    private static final String ELSEWHERE = "set DJL_CACHE_DIR to a folder that ";

    /// Why the libraries cannot be loaded; empty if it is none of what an operator can mend here.
    ///
    /// @param failure the engine's
    Optional<String> reason(Throwable failure) {
        Optional<String> reason = Optional.empty();
        for (Throwable each = failure; each != null && reason.isEmpty(); each = each.getCause()) {
            reason = ofCause(each);
        }
        return reason;
    }

    private Optional<String> ofCause(Throwable cause) {
        return switch (cause) {
            case AccessDeniedException denied -> Optional.of(notWritable(denied.getFile()));
            case FileSystemException file when isReadOnly(file) ->
                    Optional.of(notWritable(file.getFile()));
            case IOException full when isFull(full) ->
                    Optional.of(
                            "no space is left in %s for PyTorch's native libraries, which take"
                                            .formatted(folder)
                                    + " 500 MB there; make room, or "
                                    + ELSEWHERE
                                    + "has it");
            case IOException other ->
                    Optional.of(
                            "PyTorch's native libraries cannot be unpacked to %s: %s"
                                    .formatted(folder, other));
            case UnsatisfiedLinkError link ->
                    Optional.of(
                            "PyTorch's native libraries do not fit this system: "
                                    + link.getMessage());
            default -> Optional.empty();
        };
    }

    private static String notWritable(String file) {
        return "PyTorch's native libraries cannot be unpacked: %s is not writable; %scan be written"
                .formatted(file, ELSEWHERE);
    }

    private static boolean isReadOnly(FileSystemException failure) {
        return String.valueOf(failure.getReason()).contains("Read-only");
    }

    private boolean isFull(IOException failure) {
        return String.valueOf(failure.getMessage()).contains("No space left")
                || usable() < FULL_BYTES;
    }

    private long usable() {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException _) {
            return Long.MAX_VALUE;
        }
    }

    /// Removes what a process left behind that was killed while it unpacked.
    ///
    /// @param now the time
    void sweep(Instant now) {
        for (Path entry : abandoned(now)) {
            try (Stream<Path> inside = Files.walk(entry)) {
                for (Path each : inside.sorted((left, right) -> right.compareTo(left)).toList()) {
                    Files.deleteIfExists(each);
                }
                LOGGER.info("Removed {}, which was never unpacked to its end", entry);
            } catch (IOException e) {
                LOGGER.warn(
                        "{} was never unpacked to its end, and cannot be removed: {}", entry, e);
            }
        }
    }

    private List<Path> abandoned(Instant now) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> entry.getFileName().toString().matches(UNFINISHED))
                    .filter(entry -> isOlder(entry, now.minus(ABANDONED)))
                    .toList();
        } catch (IOException _) {
            return List.of(); // the engine will say so, if it needs to write
        }
    }

    private static boolean isOlder(Path folder, Instant time) {
        try {
            return Files.getLastModifiedTime(folder).toInstant().isBefore(time);
        } catch (IOException _) {
            return false;
        }
    }
}
