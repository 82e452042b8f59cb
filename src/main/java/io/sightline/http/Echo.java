package io.sightline.http;

/// A client's own words, fit to be said back to it: short, and without control characters.
final class Echo {

    private static final int LONGEST = 64;

    private Echo() {}

    static String of(String words) {
        String printable = words.replaceAll("[^\\x20-\\x7e]", "?");
        return printable.length() <= LONGEST ? printable : printable.substring(0, LONGEST) + "…";
    }
}
