package io.sightline.image.pixels;

import java.util.Arrays;

/// A picture laid on a canvas that may be larger, as the first frame of a GIF is.
///
/// @param left columns of canvas left of the picture
/// @param top rows of canvas above the picture
/// @param background the canvas, `0xRRGGBB`
public record FramedRows(
        PixelRows picture, int left, int top, int width, int height, int background)
        implements PixelRows {

    @Override
    public void read(int row, int column, int count, int[] target) {
        int first = Math.max(column, left);
        int end = Math.min(column + count, left + picture.width());
        boolean beside = row < top || row >= top + picture.height() || first >= end;
        if (beside) {
            Arrays.fill(target, 0, count, background);
            return;
        }
        picture.read(row - top, first - left, end - first, target);
        System.arraycopy(target, 0, target, first - column, end - first);
        Arrays.fill(target, 0, first - column, background);
        Arrays.fill(target, end - column, count, background);
    }
}
