package io.sightline.image.header;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads an orientation from XMP, as an attribute or as an element.
///
/// The text is searched, as in Pillow, and not parsed as XML, so it cannot make a parser do
/// anything.
final class XmpOrientation {

    private static final Pattern STATED = Pattern.compile("tiff:Orientation(?:=\"|>)([0-9])");

    private XmpOrientation() {}

    /// The first orientation that `packet` states; empty if it states none.
    static OptionalInt in(Bytes packet) {
        Matcher stated = STATED.matcher(packet.text());
        return stated.find()
                ? OptionalInt.of(Integer.parseInt(stated.group(1)))
                : OptionalInt.empty();
    }
}
