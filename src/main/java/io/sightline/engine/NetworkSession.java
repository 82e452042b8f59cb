package io.sightline.engine;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/// One thread's access to a network: an input buffer that the engine reads in place, and the
/// forward pass over it.
///
/// Belongs to the thread that opened it.
public final class NetworkSession implements AutoCloseable {

    private static final int CHANNELS = 3;

    private final Predictor<Integer, float[]> predictor;
    private final FloatBuffer input;
    private final int maxBatchSize;

    /// @param output 0 for the logits, 1 for what the program returns beside them
    NetworkSession(Model model, int side, int maxBatchSize, int output) {
        long bytes = (long) maxBatchSize * side * side * CHANNELS * Float.BYTES;
        if (bytes > Integer.MAX_VALUE) {
            throw new EngineFailedException(
                    "a batch of %d images of %d x %d takes %d bytes, at most %d fit"
                            .formatted(maxBatchSize, side, side, bytes, Integer.MAX_VALUE));
        }
        ByteBuffer buffer = ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.nativeOrder());
        this.predictor = model.newPredictor(new BatchTranslator(buffer, side, CHANNELS, output));
        this.input = buffer.asFloatBuffer();
        this.maxBatchSize = maxBatchSize;
    }

    /// Where the next batch goes, from the buffer's beginning: image x row x column x channel,
    /// normalised.
    public FloatBuffer input() {
        return input.clear();
    }

    /// Runs the first `batchSize` images of [#input()].
    ///
    /// @return the logits of all images, one image after the other; or what comes beside them
    /// @throws EngineFailedException if the engine fails
    public float[] forward(int batchSize) {
        if (batchSize < 1 || batchSize > maxBatchSize) {
            throw new IllegalArgumentException(
                    "batchSize is %d, must be from 1 to %d".formatted(batchSize, maxBatchSize));
        }
        try {
            return predictor.predict(batchSize);
        } catch (TranslateException e) {
            throw new EngineFailedException("the engine failed on a batch", e);
        }
    }

    @Override
    public void close() {
        predictor.close();
    }
}
