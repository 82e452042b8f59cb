package io.sightline.image.pixels;

/// Stored pixels seen upright, as an [Orientation] says they lie.
public final class OrientedRows implements PixelRows {

    /// How many stored columns are turned into rows at a time. If it were one, every pixel would
    /// miss the cache.
    private static final int BLOCK = 32;

    private final PixelRows stored;
    private final Orientation orientation;
    private final int[] block;
    private final int[] piece = new int[BLOCK];
    private int blockStart = -BLOCK;

    private OrientedRows(PixelRows stored, Orientation orientation, Scratch scratch) {
        this.stored = stored;
        this.orientation = orientation;
        this.block = scratch.block(orientation.swapsSides() ? BLOCK * stored.height() : 0);
    }

    public static PixelRows of(PixelRows stored, Orientation orientation, Scratch scratch) {
        return orientation.equals(Orientation.UPRIGHT)
                ? stored
                : new OrientedRows(stored, orientation, scratch);
    }

    @Override
    public int width() {
        return orientation.swapsSides() ? stored.height() : stored.width();
    }

    @Override
    public int height() {
        return orientation.swapsSides() ? stored.width() : stored.height();
    }

    @Override
    public Extent extent() {
        return orientation.swapsSides() ? stored.extent().turned() : stored.extent();
    }

    @Override
    public void close() {
        stored.close();
    }

    @Override
    public void read(int row, int column, int count, int[] target) {
        int line = orientation.reversesRows() ? height() - 1 - row : row;
        int first = orientation.reversesColumns() ? width() - column - count : column;
        if (orientation.swapsSides()) {
            readStoredColumn(line, first, count, target);
        } else {
            stored.read(line, first, count, target);
        }
        if (orientation.reversesColumns()) {
            reverse(target, count);
        }
    }

    private void readStoredColumn(int line, int first, int count, int[] target) {
        if (line < blockStart || line >= blockStart + BLOCK) {
            turnBlock(line - line % BLOCK);
        }
        int from = (line - blockStart) * stored.height() + first;
        System.arraycopy(block, from, target, 0, count);
    }

    private void turnBlock(int start) {
        int columns = Math.min(BLOCK, stored.width() - start);
        for (int row = 0; row < stored.height(); row++) {
            stored.read(row, start, columns, piece);
            for (int i = 0; i < columns; i++) {
                block[i * stored.height() + row] = piece[i];
            }
        }
        blockStart = start;
    }

    private static void reverse(int[] pixels, int count) {
        for (int i = 0, j = count - 1; i < j; i++, j--) {
            int pixel = pixels[i];
            pixels[i] = pixels[j];
            pixels[j] = pixel;
        }
    }
}
