package io.sightline.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.nio.ByteBuffer;

/// Hands a whole batch to the engine and takes one of its two outputs back, each in one native
/// call.
final class BatchTranslator implements NoBatchifyTranslator<Integer, float[]> {

    private final ByteBuffer input;
    private final int side;
    private final int channels;
    private final int output;

    /// @param input read in place during each forward pass
    /// @param output 0 for the logits, 1 for what the program returns beside them
    BatchTranslator(ByteBuffer input, int side, int channels, int output) {
        this.input = input;
        this.side = side;
        this.channels = channels;
        this.output = output;
    }

    @Override
    public NDList processInput(TranslatorContext context, Integer batchSize) {
        Shape shape = new Shape(batchSize, side, side, channels);
        ByteBuffer batch = input.slice(0, Math.toIntExact(shape.size() * Float.BYTES));
        return new NDList(
                context.getNDManager().create(batch.order(input.order()), shape, DataType.FLOAT32));
    }

    @Override
    public float[] processOutput(TranslatorContext context, NDList outputs) {
        NDArray wanted = outputs.get(output);
        return wanted.toFloatArray();
    }
}
