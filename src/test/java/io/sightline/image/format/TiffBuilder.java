package io.sightline.image.format;

import io.sightline.image.Uploads;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A little-endian TIFF of 2 x 2 grey pixels (10, 20, 30, 40), whose entries can be changed.
final class TiffBuilder {

    private static final int DATA = 8;
    private static final int DIRECTORY = 12;
    private static final short SHORT = 3;
    private static final short LONG = 4;

    private final Map<Integer, Long> entries = new TreeMap<>();
    private final Map<Integer, Long> counts = new TreeMap<>();
    private final Map<Integer, Short> types = new TreeMap<>();

    TiffBuilder() {
        with(256, 2).with(257, 2).with(258, 8).with(259, 1).with(262, 1);
        with(273, DATA).with(277, 1).with(278, 2).with(279, 4);
        List.of(258, 259, 262, 274, 277, 339).forEach(tag -> types.put(tag, SHORT));
    }

    /// Gives `tag` the one value `value`.
    TiffBuilder with(int tag, long value) {
        entries.put(tag, value);
        return this;
    }

    /// Gives `tag` two values of 16 bits.
    TiffBuilder withPair(int tag, int first, int second) {
        return with(tag, ((long) second << 16) + first).withType(tag, SHORT).withCount(tag, 2);
    }

    TiffBuilder without(int tag) {
        entries.remove(tag);
        return this;
    }

    /// Says that `tag` has `count` values.
    TiffBuilder withCount(int tag, long count) {
        counts.put(tag, count);
        return this;
    }

    /// Says that `tag` has values of type `type`.
    TiffBuilder withType(int tag, int type) {
        types.put(tag, (short) type);
        return this;
    }

    byte[] build() {
        ByteBuffer file =
                ByteBuffer.allocate(DIRECTORY + 2 + entries.size() * 12 + 4)
                        .order(ByteOrder.LITTLE_ENDIAN);
        file.put(Uploads.ascii("II*\0")).putInt(DIRECTORY);
        file.put(new byte[] {10, 20, 30, 40}).putShort((short) entries.size());
        entries.forEach(
                (tag, value) ->
                        file.putShort(tag.shortValue())
                                .putShort(types.getOrDefault(tag, LONG))
                                .putInt((int) (long) counts.getOrDefault(tag, 1L))
                                .putInt((int) (long) value));
        return file.array();
    }
}
