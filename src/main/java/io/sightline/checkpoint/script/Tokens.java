package io.sightline.checkpoint.script;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Printable;
import io.sightline.checkpoint.script.Token.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// The words of a program, one after the other.
///
/// Only what `torch.jit.save` writes is known. Comments, continued lines, strings of several lines
/// and everything else that PyTorch might read in another way is refused, so that nothing can hide
/// in it.
final class Tokens {

    private static final String MARKS = "()[],:.=-";
    private static final int MAX_WORD = 4096;
    private static final int MAX_INDENTS = 64;

    private final String file;
    private final String text;
    private final Deque<Integer> indents = new ArrayDeque<>();
    private int at;
    private int line = 1;
    private int brackets;
    private int dedents;
    private boolean lineBegins = true;
    private Token current;

    /// @param file for messages
    Tokens(String file, String text) {
        this.file = file;
        this.text = text;
        this.indents.push(0);
        this.current = read();
    }

    /// The word that comes next.
    Token peek() {
        return current;
    }

    /// Takes the word that comes next.
    Token next() {
        Token taken = current;
        current = read();
        return taken;
    }

    InvalidCheckpointException unexpected(String rule) {
        String found =
                switch (current.kind()) {
                    case NAME, NUMBER, STRING, MARK -> Printable.quote(current.text());
                    case LINE_END -> "the end of the line";
                    case INDENT, DEDENT -> "another indentation";
                    case END -> "the end";
                };
        return wrong(found, rule);
    }

    private InvalidCheckpointException wrong(String found, String rule) {
        return new InvalidCheckpointException(
                "line %d of its program's %s has %s, %s"
                        .formatted(line, Printable.plain(file), found, rule));
    }

    private Token read() {
        if (dedents > 0) {
            dedents--;
            return new Token(Kind.DEDENT, "");
        }
        if (lineBegins) {
            lineBegins = false;
            Token indentation = indentation();
            if (indentation != null) {
                return indentation;
            }
        }
        skipSpaces();
        return at == text.length() ? new Token(Kind.END, "") : word();
    }

    /// The change of indentation at the beginning of a line that is not empty.
    private @Nullable Token indentation() {
        int begin = at;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n')) {
            if (text.charAt(at) == '\n') {
                line++;
                begin = at + 1;
            }
            at++;
        }
        int width = at == text.length() ? 0 : at - begin;
        if (width > indents.getFirst()) {
            if (indents.size() == MAX_INDENTS) {
                throw wrong("deeper indentation", "must have at most " + MAX_INDENTS);
            }
            indents.push(width);
            return new Token(Kind.INDENT, "");
        }
        while (width < indents.getFirst()) {
            indents.pop();
            dedents++;
        }
        if (width != indents.getFirst()) {
            throw wrong("an indentation of " + width, "must be one of those before");
        }
        if (dedents == 0) {
            return null;
        }
        dedents--;
        return new Token(Kind.DEDENT, "");
    }

    private void skipSpaces() {
        while (at < text.length()) {
            char character = text.charAt(at);
            boolean space = character == ' ' || (character == '\n' && brackets > 0);
            if (!space) {
                return;
            }
            if (character == '\n') {
                line++;
            }
            at++;
        }
    }

    private Token word() {
        char first = text.charAt(at);
        if (first == '\n') {
            at++;
            line++;
            lineBegins = true;
            return new Token(Kind.LINE_END, "");
        }
        if (first == '"') {
            return string();
        }
        if (isDigit(first)) {
            return number();
        }
        if (isLetter(first)) {
            return new Token(Kind.NAME, run());
        }
        return mark(first);
    }

    private String run() {
        int begin = at;
        while (at < text.length() && (isLetter(text.charAt(at)) || isDigit(text.charAt(at)))) {
            at++;
        }
        return taken(begin);
    }

    private Token number() {
        int begin = at;
        run();
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            run();
        }
        boolean exponent = text.charAt(at - 1) == 'e' || text.charAt(at - 1) == 'E';
        if (exponent && at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
            at++;
            run();
        }
        String number = taken(begin);
        if (!number.matches("[0-9]+(\\.[0-9]*)?([eE][+-]?[0-9]+)?")) {
            throw wrong(Printable.quote(number), "must be a number");
        }
        return new Token(Kind.NUMBER, number);
    }

    private Token string() {
        int begin = ++at;
        while (at < text.length() && text.charAt(at) != '"') {
            char character = text.charAt(at);
            if (character < ' ' || character >= 0x7f) {
                throw wrong("a string over lines or beyond ASCII", "must be one line of ASCII");
            }
            at += character == '\\' ? 2 : 1;
        }
        if (at >= text.length()) {
            throw wrong("a string without an end", "must end");
        }
        Token string = new Token(Kind.STRING, taken(begin));
        at++;
        if (at < text.length() && text.charAt(at) == '"') {
            throw wrong("two quotation marks", "must be one");
        }
        return string;
    }

    private Token mark(char first) {
        if (text.startsWith("->", at)) {
            at += 2;
            return new Token(Kind.MARK, "->");
        }
        if (MARKS.indexOf(first) < 0) {
            throw wrong(
                    Printable.quote(String.valueOf(first)), "which torch.jit.save does not write");
        }
        if (first == '(' || first == '[') {
            brackets++;
        }
        if (first == ')' || first == ']') {
            brackets--;
        }
        at++;
        return new Token(Kind.MARK, String.valueOf(first));
    }

    private String taken(int begin) {
        if (at - begin > MAX_WORD) {
            throw wrong(
                    "a word of %d characters".formatted(at - begin),
                    "must have at most " + MAX_WORD);
        }
        return text.substring(begin, at);
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static boolean isLetter(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || character == '_';
    }
}
