package io.sightline.checkpoint.script;

/// A word of a program.
///
/// @param text the word itself; what stands between the quotes of a string, as it is written
record Token(Kind kind, String text) {

    enum Kind {
        NAME,
        NUMBER,
        STRING,
        MARK,
        LINE_END,
        INDENT,
        DEDENT,
        END
    }

    boolean is(String mark) {
        return kind != Kind.STRING && text.equals(mark);
    }
}
