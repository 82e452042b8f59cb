package io.sightline.image.resize;

/// The float each 8-bit level of each channel becomes under one [Preprocessing].
///
/// A table of 3 x 256 entries, made once and shared by all images of a model. Immutable.
public final class Normalisation {

    private static final int LEVELS = 256;
    private static final int MAX_LEVEL = 255;

    private final float[] table = new float[3 * LEVELS];

    public Normalisation(Preprocessing preprocessing) {
        Channels mean = preprocessing.mean();
        Channels deviation = preprocessing.deviation();
        for (int level = 0; level < LEVELS; level++) {
            float share = level / (float) MAX_LEVEL;
            table[level] = (share - mean.red()) / deviation.red();
            table[LEVELS + level] = (share - mean.green()) / deviation.green();
            table[2 * LEVELS + level] = (share - mean.blue()) / deviation.blue();
        }
    }

    /// Fills `target` from as many bytes of `pixels` (red, green, blue, …), starting at `from`.
    void apply(byte[] pixels, int from, float[] target) {
        for (int i = 0; i < target.length; i += 3) {
            target[i] = table[pixels[from + i] & 0xff];
            target[i + 1] = table[LEVELS + (pixels[from + i + 1] & 0xff)];
            target[i + 2] = table[2 * LEVELS + (pixels[from + i + 2] & 0xff)];
        }
    }
}
