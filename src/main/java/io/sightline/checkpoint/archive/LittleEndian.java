package io.sightline.checkpoint.archive;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Numbers at places that the caller has checked.
final class LittleEndian {

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(LITTLE_ENDIAN);

    private LittleEndian() {}

    static int unsignedShort(MemorySegment segment, long offset) {
        return segment.get(SHORT, offset) & 0xffff;
    }

    static long unsignedInt(MemorySegment segment, long offset) {
        return segment.get(INT, offset) & 0xffff_ffffL;
    }

    static long signedLong(MemorySegment segment, long offset) {
        return segment.get(LONG, offset);
    }
}
