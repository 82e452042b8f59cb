package io.sightline.hub.transfer;

import java.util.Locale;
import java.util.function.Consumer;

/// Tells progress in lines: one when a file begins, one for each tenth of it (or each 64 MiB if its
/// length is unknown), one for each note.
public final class ProgressLines implements Progress {

    private static final long STEP = 64L << 20;

    private final Consumer<String> lines;
    private String current = "";
    private long told;

    /// @param lines takes a line without its end
    public ProgressLines(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public void bytes(String file, long done, long total) {
        long step = step(done, total);
        if (file.equals(current) && step == told) {
            return;
        }
        current = file;
        told = step;
        lines.accept(
                total < 0
                        ? "%s: %s".formatted(file, size(done))
                        : "%s: %s of %s".formatted(file, size(done), size(total)));
    }

    private static long step(long done, long total) {
        if (total < 0) {
            return done / STEP;
        }
        return total == 0 ? 10 : done * 10 / total;
    }

    @Override
    public void note(String sentence) {
        lines.accept(sentence);
    }

    /// A number of bytes as people read it: `812 bytes`, `1.5 kB`, `102.5 MB`.
    public static String size(long bytes) {
        if (bytes < 1_000) {
            return bytes + " bytes";
        }
        if (bytes < 1_000_000) {
            return String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
        }
        return bytes < 1_000_000_000
                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
    }
}
