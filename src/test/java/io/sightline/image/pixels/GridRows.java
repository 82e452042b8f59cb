package io.sightline.image.pixels;

/// Pixels given as a grid of numbers.
public final class GridRows implements PixelRows {

    private final int[][] grid;

    public GridRows(int[][] grid) {
        this.grid = grid;
    }

    /// A grid whose pixel in row `r` and column `c` is `100 * r + c`.
    static GridRows numbered(int width, int height) {
        int[][] grid = new int[height][width];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                grid[row][column] = 100 * row + column;
            }
        }
        return new GridRows(grid);
    }

    /// Grey levels, one number a pixel.
    public static GridRows grey(int[][] levels) {
        int[][] grid = new int[levels.length][];
        for (int row = 0; row < levels.length; row++) {
            grid[row] = levels[row].clone();
            for (int column = 0; column < grid[row].length; column++) {
                grid[row][column] *= 0x010101;
            }
        }
        return new GridRows(grid);
    }

    /// All rows of `rows`.
    static int[][] all(PixelRows rows) {
        int[][] all = new int[rows.height()][rows.width()];
        for (int row = 0; row < all.length; row++) {
            rows.read(row, 0, rows.width(), all[row]);
        }
        return all;
    }

    @Override
    public int width() {
        return grid[0].length;
    }

    @Override
    public int height() {
        return grid.length;
    }

    @Override
    public void read(int row, int column, int count, int[] target) {
        System.arraycopy(grid[row], column, target, 0, count);
    }
}
