package io.sightline.checkpoint;

/// Text from a file as a message may repeat it: on one line, visible, short, in quotes.
public final class Printable {

    private static final int MAX_LENGTH = 60;

    private Printable() {}

    /// `text` in quotes, cut after sixty characters; what is not visible ASCII is a question mark.
    public static String quote(String text) {
        return "\"" + plain(text) + "\"";
    }

    /// `text` as [#quote] has it, without the quotes.
    public static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), MAX_LENGTH); i++) {
            char character = text.charAt(i);
            plain.append(character >= ' ' && character < 0x7f ? character : '?');
        }
        return plain.append(text.length() > MAX_LENGTH ? "…" : "").toString();
    }
}
