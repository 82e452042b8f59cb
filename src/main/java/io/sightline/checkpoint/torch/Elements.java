package io.sightline.checkpoint.torch;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The copying of elements that stand apart, into little-endian order.
///
/// Places count elements. The layouts are constants: with others, an access is slow.
enum Elements {
    BYTES {
        @Override
        void copy(
                MemorySegment from,
                long source,
                long stride,
                MemorySegment to,
                long target,
                int count,
                boolean swapped) {
            for (int i = 0; i < count; i++) {
                byte element = from.get(ValueLayout.JAVA_BYTE, source + i * stride);
                to.set(ValueLayout.JAVA_BYTE, target + i, element);
            }
        }
    },
    SHORTS {
        @Override
        void copy(
                MemorySegment from,
                long source,
                long stride,
                MemorySegment to,
                long target,
                int count,
                boolean swapped) {
            for (int i = 0; i < count; i++) {
                short element = from.getAtIndex(SHORT, source + i * stride);
                to.setAtIndex(SHORT, target + i, swapped ? Short.reverseBytes(element) : element);
            }
        }
    },
    INTS {
        @Override
        void copy(
                MemorySegment from,
                long source,
                long stride,
                MemorySegment to,
                long target,
                int count,
                boolean swapped) {
            for (int i = 0; i < count; i++) {
                int element = from.getAtIndex(INT, source + i * stride);
                to.setAtIndex(INT, target + i, swapped ? Integer.reverseBytes(element) : element);
            }
        }
    },
    LONGS {
        @Override
        void copy(
                MemorySegment from,
                long source,
                long stride,
                MemorySegment to,
                long target,
                int count,
                boolean swapped) {
            for (int i = 0; i < count; i++) {
                long element = from.getAtIndex(LONG, source + i * stride);
                to.setAtIndex(LONG, target + i, swapped ? Long.reverseBytes(element) : element);
            }
        }
    };

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(LITTLE_ENDIAN);

    /// Those of `width` bytes: 1, 2, 4 or 8.
    static Elements of(int width) {
        return switch (width) {
            case 1 -> BYTES;
            case 2 -> SHORTS;
            case 4 -> INTS;
            default -> LONGS;
        };
    }

    /// Copies `count` elements, the first at `source`, each `stride` behind the one before, to
    /// `target` and on.
    ///
    /// @param swapped whether their bytes stand in big-endian order
    abstract void copy(
            MemorySegment from,
            long source,
            long stride,
            MemorySegment to,
            long target,
            int count,
            boolean swapped);
}
