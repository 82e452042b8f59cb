package io.sightline.image.pixels;

import java.util.concurrent.CancellationException;

/// Rows that are given until a deadline only.
///
/// @param rows what they are
/// @param deadlineNanos a value of [System#nanoTime]; a later read throws [CancellationException]
public record TimedRows(PixelRows rows, long deadlineNanos) implements PixelRows {

    @Override
    public int width() {
        return rows.width();
    }

    @Override
    public int height() {
        return rows.height();
    }

    @Override
    public Extent extent() {
        return rows.extent();
    }

    @Override
    public void read(int row, int column, int count, int[] target) {
        if (System.nanoTime() - deadlineNanos > 0) {
            throw new CancellationException("the deadline has passed");
        }
        rows.read(row, column, count, target);
    }

    @Override
    public void close() {
        rows.close();
    }
}
