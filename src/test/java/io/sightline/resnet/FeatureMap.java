package io.sightline.resnet;

import java.util.function.DoubleUnaryOperator;

/// Numbers by channel, row and column, and the layers of a ResNet on them: slow, in double
/// precision, each written as its definition reads.
public final class FeatureMap {

    private final double[][][] values;

    private FeatureMap(double[][][] values) {
        this.values = values;
    }

    public interface Value {
        double at(int channel, int row, int column);
    }

    public static FeatureMap of(int channels, int rows, int columns, Value value) {
        double[][][] values = new double[channels][rows][columns];
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < rows; y++) {
                for (int x = 0; x < columns; x++) {
                    values[c][y][x] = value.at(c, y, x);
                }
            }
        }
        return new FeatureMap(values);
    }

    public double at(int channel, int row, int column) {
        return values[channel][row][column];
    }

    public int channels() {
        return values.length;
    }

    int rows() {
        return values[0].length;
    }

    int columns() {
        return values[0][0].length;
    }

    FeatureMap map(DoubleUnaryOperator function) {
        return like((c, y, x) -> function.applyAsDouble(at(c, y, x)));
    }

    public FeatureMap relu() {
        return map(value -> Math.max(value, 0));
    }

    public FeatureMap plus(FeatureMap other) {
        return like((c, y, x) -> at(c, y, x) + other.at(c, y, x));
    }

    /// Surrounded by `width` rows and columns of `border`, one value a channel.
    public FeatureMap padded(int width, double... border) {
        return of(
                channels(),
                rows() + 2 * width,
                columns() + 2 * width,
                (c, y, x) -> {
                    boolean inside =
                            y >= width && y < width + rows() && x >= width && x < width + columns();
                    return inside ? at(c, y - width, x - width) : border[c];
                });
    }

    /// The sum over each window of `kernel` x `kernel`, with `weight` by out, in, row, column.
    public FeatureMap convolved(float[] weight, int kernel, int stride) {
        int in = channels();
        return of(
                weight.length / (in * kernel * kernel),
                (rows() - kernel) / stride + 1,
                (columns() - kernel) / stride + 1,
                (o, y, x) -> {
                    double sum = 0;
                    int next = o * in * kernel * kernel;
                    for (int i = 0; i < in; i++) {
                        for (int dy = 0; dy < kernel; dy++) {
                            for (int dx = 0; dx < kernel; dx++) {
                                double value = values[i][y * stride + dy][x * stride + dx];
                                sum += weight[next++] * value;
                            }
                        }
                    }
                    return sum;
                });
    }

    public FeatureMap plusBias(float... bias) {
        return like((c, y, x) -> at(c, y, x) + bias[c]);
    }

    public FeatureMap normalised(
            float[] mean, float[] variance, float[] scale, float[] shift, double epsilon) {
        return like(
                (c, y, x) ->
                        (at(c, y, x) - mean[c]) / Math.sqrt(variance[c] + epsilon) * scale[c]
                                + shift[c]);
    }

    /// The largest of each 3 x 3 window, every second one, nothing beyond the border counting.
    public FeatureMap pooled() {
        FeatureMap padded = padded(1, new double[channels()]); // fit after a ReLU
        return of(
                channels(),
                (rows() - 1) / 2 + 1,
                (columns() - 1) / 2 + 1,
                (c, y, x) -> {
                    double max = 0;
                    for (int dy = 0; dy < 3; dy++) {
                        for (int dx = 0; dx < 3; dx++) {
                            max = Math.max(max, padded.at(c, 2 * y + dy, 2 * x + dx));
                        }
                    }
                    return max;
                });
    }

    /// Every `stride`-th row and column, between channels of zeros: as many before as behind.
    FeatureMap subsampled(int stride, int channels) {
        int before = (channels - channels()) / 2;
        return of(
                channels,
                (rows() - 1) / stride + 1,
                (columns() - 1) / stride + 1,
                (c, y, x) ->
                        c < before || c >= before + channels()
                                ? 0
                                : at(c - before, y * stride, x * stride));
    }

    public double[] mean() {
        double[] mean = new double[channels()];
        for (int c = 0; c < channels(); c++) {
            for (int y = 0; y < rows(); y++) {
                for (int x = 0; x < columns(); x++) {
                    mean[c] += at(c, y, x) / (rows() * columns());
                }
            }
        }
        return mean;
    }

    private FeatureMap like(Value value) {
        return of(channels(), rows(), columns(), value);
    }
}
