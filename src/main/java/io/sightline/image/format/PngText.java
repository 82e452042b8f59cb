package io.sightline.image.format;

import io.sightline.image.header.Bytes;
import io.sightline.image.pixels.RefusedImageException;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// A chunk of a PNG file that holds a text, plain or compressed, behind a keyword.
///
/// @param chunk from its type to the end of its content
/// @param keyword with the zero that ends it
record PngText(Bytes chunk, String keyword) {

    private static final Bytes NOTHING = Bytes.of(new byte[0]);
    private static final int TYPE_BYTES = 4;
    private static final int MAX_BYTES = 1 << 20;
    private static final int PIECE_BYTES = 1 << 13;

    /// An empty line, a name and a length.
    private static final int PROFILE_HEAD_LINES = 3;

    /// Whether `chunk` is a text behind `keyword`.
    static boolean is(Bytes chunk, String keyword) {
        boolean text = chunk.has(0, "tEXt") || chunk.has(0, "zTXt") || chunk.has(0, "iTXt");
        return text && chunk.has(TYPE_BYTES, keyword);
    }

    /// The text's bytes; none if it is damaged, or longer than the mebibyte that Pillow reads.
    Bytes bytes() {
        try {
            int from = TYPE_BYTES + keyword.length();
            if (chunk.has(0, "tEXt")) {
                return behind(from);
            }
            if (chunk.has(0, "zTXt")) {
                return inflated(behind(from + 1)); // the method, of which there is one
            }
            int language = chunk.find(0, from + 2);
            Bytes text = behind(chunk.find(0, language + 1) + 1);
            return chunk.byteAt(from) == 0 ? text : inflated(text);
        } catch (RefusedImageException | DataFormatException _) {
            return NOTHING;
        }
    }

    /// The bytes of which the text's hexadecimal digits tell, behind the head that ImageMagick
    /// writes; none if they are no digits.
    Bytes profile() {
        String[] lines = bytes().text().split("\n", PROFILE_HEAD_LINES + 1);
        String digits = lines[lines.length - 1].replaceAll("\\s", "");
        try {
            return Bytes.of(HexFormat.of().parseHex(digits));
        } catch (IllegalArgumentException _) {
            return NOTHING;
        }
    }

    private Bytes behind(int from) throws RefusedImageException {
        return chunk.slice(from, chunk.length() - from);
    }

    private static Bytes inflated(Bytes stored) throws DataFormatException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE_BYTES];
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(stored.toArray());
            while (!inflater.finished()) {
                int length = inflater.inflate(piece);
                if (length == 0 || text.size() + length > MAX_BYTES) {
                    return NOTHING;
                }
                text.write(piece, 0, length);
            }
        }
        return Bytes.of(text.toByteArray());
    }
}
