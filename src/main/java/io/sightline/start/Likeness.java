package io.sightline.start;

import java.util.Collection;
import java.util.Comparator;

/// The similarity of two names by Levenshtein distance: the minimum number of characters to insert,
/// delete or replace.
final class Likeness {

    private Likeness() {}

    /// The distance added for a wrong group when the rest of the name matches.
    private static final int GROUP = 3;

    /// The candidate nearest to `name`, compared as a whole or without its group; the first if
    /// several are equally near.
    ///
    /// @param candidates at least one
    static String nearest(String name, Collection<String> candidates) {
        return candidates.stream()
                .min(
                        Comparator.comparingInt(
                                candidate ->
                                        Math.min(
                                                distance(name, candidate),
                                                GROUP + distance(last(name), last(candidate)))))
                .orElseThrow();
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j - 1], row[j]));
            }
        }
        return row[to.length()];
    }
}
