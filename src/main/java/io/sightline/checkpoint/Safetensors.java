package io.sightline.checkpoint;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The safetensors file format: the length of a JSON header (8 bytes, little-endian), the header,
/// the tensors' data.
///
/// Reading runs nothing of the file, and checks every size in it before it is used.
public final class Safetensors {

    private static final ValueLayout.OfLong LENGTH =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(LITTLE_ENDIAN);
    private static final JsonMapper JSON = JsonMapper.shared();

    /// The command that makes a model folder of it.
    private static final String CONVERT = "convert it with sightline models add FILE";

    private Safetensors() {}

    /// The checkpoint in `file`, mapped rather than read: its tensors stay valid until `arena`
    /// closes.
    ///
    /// @throws InvalidCheckpointException if the file is not in this format
    public static Checkpoint read(Path file, Arena arena) throws IOException {
        return read(map(file, arena));
    }

    /// The bytes of `file`, of whatever format, until `arena` closes.
    ///
    /// @throws InvalidCheckpointException if it is no regular file
    public static MemorySegment map(Path file, Arena arena) throws IOException {
        // A pipe would be waited for, and a device has no end.
        if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
            throw new InvalidCheckpointException(
                    "%s is a folder, a pipe or a device, must be a file".formatted(file));
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        }
    }

    /// The checkpoint in `file`, a whole file in memory.
    ///
    /// @throws InvalidCheckpointException if it is not in this format
    public static Checkpoint read(byte[] file) {
        return read(MemorySegment.ofArray(file));
    }

    /// The checkpoint in `file`, whose tensors are parts of it.
    ///
    /// @throws InvalidCheckpointException if it is not in this format
    public static Checkpoint read(MemorySegment file) {
        if (file.byteSize() < Long.BYTES) {
            throw new InvalidCheckpointException(
                    "file is %d bytes, a safetensors file has at least 8"
                            .formatted(file.byteSize()));
        }
        long headerLength = file.get(LENGTH, 0);
        long limit = Math.min(SafetensorsHeader.MAX_BYTES, file.byteSize() - Long.BYTES);
        if (headerLength < 2 || headerLength > limit) {
            requireNotForeign(file);
            throw new InvalidCheckpointException(
                    "header is %d bytes, must be from 2 to %d in a file of %d"
                            .formatted(headerLength, limit, file.byteSize()));
        }
        byte[] header = file.asSlice(Long.BYTES, headerLength).toArray(ValueLayout.JAVA_BYTE);
        if (header[0] != '{') {
            requireNotForeign(file);
        }
        return SafetensorsHeader.read(header, file.asSlice(Long.BYTES + headerLength));
    }

    /// What `file` is if it is of another kind that is known, and what to do with it, for example
    /// `a TorchScript archive; convert it with sightline models add FILE`.
    public static Optional<String> describeForeign(MemorySegment file) {
        return switch (Format.of(file)) {
            case SAFETENSORS, UNKNOWN, EMPTY -> Optional.empty();
            case Format format when format.isConvertible() ->
                    Optional.of(format.description() + "; " + CONVERT);
            case Format format -> Optional.of(format.description());
        };
    }

    private static void requireNotForeign(MemorySegment file) {
        Optional<String> foreign = describeForeign(file);
        if (foreign.isPresent()) {
            throw new InvalidCheckpointException(
                    "file is %s; must be a safetensors file".formatted(foreign.get()));
        }
    }

    /// Writes `checkpoint`, its tensors in their order. Equal checkpoints give equal bytes.
    ///
    /// @throws InvalidCheckpointException if a tensor has the one name that the format reserves
    public static void write(Checkpoint checkpoint, OutputStream target) throws IOException {
        byte[] header = header(checkpoint);
        target.write(
                ByteBuffer.allocate(Long.BYTES)
                        .order(LITTLE_ENDIAN)
                        .putLong(header.length)
                        .array());
        target.write(header);
        WritableByteChannel channel = Channels.newChannel(target);
        for (Tensor tensor : checkpoint.tensors().values()) {
            ByteBuffer data = tensor.data().asByteBuffer();
            while (data.hasRemaining()) {
                channel.write(data);
            }
        }
    }

    /// Padded with spaces so that the data starts at a multiple of eight bytes, as the format asks
    /// for.
    private static byte[] header(Checkpoint checkpoint) {
        if (checkpoint.tensors().containsKey(SafetensorsHeader.METADATA)) {
            throw new InvalidCheckpointException(
                    "tensor %s has a name that the format reserves"
                            .formatted(SafetensorsHeader.METADATA));
        }
        ObjectNode header = JSON.createObjectNode();
        header.putObject(SafetensorsHeader.METADATA).put("format", "pt");
        long begin = 0;
        for (Map.Entry<String, Tensor> entry : checkpoint.tensors().entrySet()) {
            Tensor tensor = entry.getValue();
            long end = begin + tensor.data().byteSize();
            ObjectNode description = header.putObject(entry.getKey());
            description.put("dtype", tensor.type().name());
            ArrayNode shape = description.putArray("shape");
            tensor.shape().dimensions().forEach(shape::add);
            description.putArray("data_offsets").add(begin).add(end);
            begin = end;
        }
        String json = header.toString();
        int padding = -json.getBytes(UTF_8).length & (Long.BYTES - 1);
        return (json + " ".repeat(padding)).getBytes(UTF_8);
    }
}
