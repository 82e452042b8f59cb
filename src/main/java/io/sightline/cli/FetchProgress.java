package io.sightline.cli;

import io.sightline.hub.transfer.Progress;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/// Shows a download as a bar that is drawn again and again on its line of a terminal.
final class FetchProgress implements Progress {

    private static final int WIDTH = 30;
    private static final double MIB = 1 << 20;

    private final PrintWriter out;
    private int drawn = -1;

    FetchProgress(PrintWriter out) {
        this.out = out;
    }

    /// Whether standard output is a terminal.
    static boolean isTerminal() {
        // It is null where standard input is no terminal either.
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    @Override
    public void bytes(String file, long done, long total) {
        boolean known = total > 0;
        int permille = known ? (int) (1000 * done / total) : (int) (done >> 20);
        boolean ended = done == total;
        if (permille == drawn && !ended) {
            return;
        }
        drawn = ended ? -1 : permille;
        int filled = known ? permille * WIDTH / 1000 : 0;
        out.print(
                String.format(
                        Locale.ROOT,
                        "\r%s [%s%s] %.1f of %s MiB%s",
                        file,
                        "=".repeat(filled),
                        " ".repeat(WIDTH - filled),
                        done / MIB,
                        known ? String.format(Locale.ROOT, "%.1f", total / MIB) : "?",
                        ended ? "\n" : ""));
        out.flush();
    }

    @Override
    public void note(String sentence) {
        out.println("\r" + sentence);
        drawn = -1;
    }
}
