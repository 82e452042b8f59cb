package io.sightline.checkpoint.torch;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Copies one element into little-endian order; places count elements.
interface ElementCopy {

    void copy(MemorySegment from, long source, MemorySegment to, long target);

    /// For elements of `width` bytes that stand in `order`.
    static ElementCopy of(int width, ByteOrder order) {
        return switch (width) {
            case 1 ->
                    (from, source, to, target) ->
                            to.set(
                                    ValueLayout.JAVA_BYTE,
                                    target,
                                    from.get(ValueLayout.JAVA_BYTE, source));
            case 2 -> shorts(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order));
            case 4 -> ints(ValueLayout.JAVA_INT_UNALIGNED.withOrder(order));
            default -> longs(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order));
        };
    }

    private static ElementCopy shorts(ValueLayout.OfShort layout) {
        ValueLayout.OfShort little = layout.withOrder(LITTLE_ENDIAN);
        return (from, source, to, target) ->
                to.setAtIndex(little, target, from.getAtIndex(layout, source));
    }

    private static ElementCopy ints(ValueLayout.OfInt layout) {
        ValueLayout.OfInt little = layout.withOrder(LITTLE_ENDIAN);
        return (from, source, to, target) ->
                to.setAtIndex(little, target, from.getAtIndex(layout, source));
    }

    private static ElementCopy longs(ValueLayout.OfLong layout) {
        ValueLayout.OfLong little = layout.withOrder(LITTLE_ENDIAN);
        return (from, source, to, target) ->
                to.setAtIndex(little, target, from.getAtIndex(layout, source));
    }
}
