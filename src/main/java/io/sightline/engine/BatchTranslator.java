package io.sightline.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/// Hands a whole batch to the engine and takes back the outputs that are wanted, each in one native
/// call.
final class BatchTranslator implements NoBatchifyTranslator<BatchTranslator.Batch, BatchOutput> {

    private static final String WANTED = "wanted";

    private final ByteBuffer input;
    private final int side;
    private final int channels;

    /// One forward pass.
    ///
    /// @param size how many images it is over
    /// @param wanted the outputs to take back
    record Batch(int size, Set<Output> wanted) {}

    /// @param input read in place during each forward pass
    BatchTranslator(ByteBuffer input, int side, int channels) {
        this.input = input;
        this.side = side;
        this.channels = channels;
    }

    @Override
    public NDList processInput(TranslatorContext context, Batch batch) {
        context.setAttachment(WANTED, batch.wanted());
        Shape shape = new Shape(batch.size(), side, side, channels);
        ByteBuffer images = input.slice(0, Math.toIntExact(shape.size() * Float.BYTES));
        return new NDList(
                context.getNDManager()
                        .create(images.order(input.order()), shape, DataType.FLOAT32));
    }

    @Override
    public BatchOutput processOutput(TranslatorContext context, NDList outputs) {
        Map<Output, float[]> numbers = new EnumMap<>(Output.class);
        for (Object wanted : (Set<?>) context.getAttachment(WANTED)) {
            Output output = (Output) wanted;
            NDArray array = outputs.get(output.position());
            numbers.put(output, array.toFloatArray());
        }
        return new BatchOutput(numbers);
    }
}
