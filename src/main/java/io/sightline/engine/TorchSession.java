package io.sightline.engine;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Set;

/// One thread's access to a network of PyTorch's.
final class TorchSession implements Session {

    private static final int CHANNELS = 3;

    private final Predictor<BatchTranslator.Batch, BatchOutput> predictor;

    /// Owns the input, which so goes with the session and not with some later garbage collection.
    private final Arena memory = Arena.ofConfined();

    private final FloatBuffer input;
    private final int maxBatchSize;
    private final Runnable leave;
    private boolean closed;

    /// @param leave is run once, when the session is closed
    TorchSession(Model model, int side, int maxBatchSize, Runnable leave) {
        long bytes = (long) maxBatchSize * side * side * CHANNELS * Float.BYTES;
        if (bytes > Integer.MAX_VALUE) {
            throw new EngineFailedException(
                    "a batch of %d images of %d x %d takes %d bytes, at most %d fit"
                            .formatted(maxBatchSize, side, side, bytes, Integer.MAX_VALUE));
        }
        ByteBuffer buffer =
                memory.allocate(bytes, Float.BYTES).asByteBuffer().order(ByteOrder.nativeOrder());
        this.predictor = model.newPredictor(new BatchTranslator(buffer, side, CHANNELS));
        this.input = buffer.asFloatBuffer();
        this.maxBatchSize = maxBatchSize;
        this.leave = leave;
    }

    @Override
    public FloatBuffer input() {
        return input.clear();
    }

    @Override
    public BatchOutput forward(int batchSize, Set<Output> wanted) {
        if (batchSize < 1 || batchSize > maxBatchSize) {
            throw new IllegalArgumentException(
                    "batchSize is %d, must be from 1 to %d".formatted(batchSize, maxBatchSize));
        }
        if (closed) {
            throw new IllegalStateException("the session is closed, must be open");
        }
        try {
            return predictor.predict(new BatchTranslator.Batch(batchSize, wanted));
        } catch (TranslateException e) {
            throw new EngineFailedException("the engine failed on a batch", e);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            predictor.close();
        } finally {
            memory.close();
            leave.run();
        }
    }
}
