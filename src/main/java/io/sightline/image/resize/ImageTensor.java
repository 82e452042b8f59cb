package io.sightline.image.resize;

import java.nio.FloatBuffer;

/// The square of pixels a network sees of one image, 8 bits a channel, with their normalisation.
///
/// It stays bytes (147 KB at 224 x 224) until a lane writes it into its batch. Immutable.
public final class ImageTensor {

    private static final int CHANNELS = 3;

    private final byte[] pixels;
    private final int size;
    private final Normalisation normalisation;

    /// @param pixels `size` x `size` x 3 bytes (row, column, channel), owned by the tensor
    public ImageTensor(byte[] pixels, int size, Normalisation normalisation) {
        this.pixels = pixels;
        this.size = size;
        this.normalisation = normalisation;
    }

    /// Pixels of each side.
    public int size() {
        return size;
    }

    /// Writes `size` x `size` x 3 normalised floats (row, column, channel: red, green, blue) at the
    /// position of `target` and moves the position behind them.
    ///
    /// @throws java.nio.BufferOverflowException if fewer floats remain in `target`
    public void writeTo(FloatBuffer target) {
        float[] row = new float[size * CHANNELS];
        for (int from = 0; from < pixels.length; from += row.length) {
            normalisation.apply(pixels, from, row);
            target.put(row);
        }
    }

    /// The pixels themselves (row, column, channel), for comparison with a reference.
    public byte[] pixels() {
        return pixels.clone();
    }
}
