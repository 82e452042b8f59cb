package io.sightline.engine;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The folder into which the engine unpacks its native libraries the first time.
///
/// @param folder for example `~/.djl.ai/pytorch`
record UnpackedLibraries(Path folder) {

    private static final long FULL_BYTES = 16L << 20;

    private static final String ELSEWHERE = "set DJL_CACHE_DIR to a folder that ";

    /// Why the libraries cannot be loaded; empty if the failure is of no kind that is known here.
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
}
