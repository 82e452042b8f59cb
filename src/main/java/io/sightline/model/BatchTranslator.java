package io.sightline.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.nio.ByteBuffer;

/// Hands a whole batch to the engine and takes its logits back, each in one native call.
final class BatchTranslator implements NoBatchifyTranslator<Integer, float[]> {

    private final ByteBuffer input;
    private final int side;
    private final int channels;

    /// @param input read in place during each forward pass
    BatchTranslator(ByteBuffer input, int side, int channels) {
        this.input = input;
        this.side = side;
        this.channels = channels;
    }

    @Override
    public NDList processInput(TranslatorContext context, Integer batchSize) {
        Shape shape = new Shape(batchSize, side, side, channels);
        ByteBuffer batch = input.slice(0, Math.toIntExact(shape.size() * Float.BYTES));
        return new NDList(
                context.getNDManager().create(batch.order(input.order()), shape, DataType.FLOAT32));
    }

    /// The program returns the logits and the last feature map.
    @Override
    public float[] processOutput(TranslatorContext context, NDList outputs) {
        NDArray logits = outputs.get(0);
        return logits.toFloatArray();
    }
}
