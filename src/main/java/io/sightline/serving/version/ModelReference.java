package io.sightline.serving.version;

/// Names a version of a model, as requests do: `NAME` means the version that is the default,
/// `NAME:2` the one of this number, `NAME:canary` the one that a label points at.
///
/// The name of a model has no colon, and a label is no number.
///
/// @param name of the model
/// @param version a number or a label; empty for the default
public record ModelReference(String name, String version) {

    private static final char SEPARATOR = ':';

    /// The reference that `text` writes.
    public static ModelReference of(String text) {
        int colon = text.indexOf(SEPARATOR);
        return colon < 0
                ? new ModelReference(text, "")
                : new ModelReference(text.substring(0, colon), text.substring(colon + 1));
    }

    /// The version of this number; the model itself if the number is 0, which is none.
    public static ModelReference of(String name, int number) {
        return new ModelReference(name, number == 0 ? "" : String.valueOf(number));
    }

    /// The same as a text: the inverse of [#of(String)].
    @Override
    public String toString() {
        return version.isEmpty() ? name : name + SEPARATOR + version;
    }
}
