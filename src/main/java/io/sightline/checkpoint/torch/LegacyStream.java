package io.sightline.checkpoint.torch;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.sightline.checkpoint.Format;
import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Printable;
import io.sightline.checkpoint.archive.Allowance;
import io.sightline.checkpoint.pickle.Dialect;
import io.sightline.checkpoint.pickle.PickleValue;
import io.sightline.checkpoint.pickle.PickleValue.Dictionary;
import io.sightline.checkpoint.pickle.PickleValue.Flag;
import io.sightline.checkpoint.pickle.PickleValue.Sequence;
import io.sightline.checkpoint.pickle.PickleValue.Storage;
import io.sightline.checkpoint.pickle.PickleValue.Text;
import io.sightline.checkpoint.pickle.PickleValue.Whole;
import io.sightline.checkpoint.pickle.Unpickled;
import io.sightline.checkpoint.pickle.Unpickler;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/// What `torch.save` wrote before PyTorch 1.6: pickles of a magic number, a version, facts about
/// the machine, the object, and the keys of its storages; then each storage with its length.
final class LegacyStream {

    /// A pickle of the number 0x1950a86a20f9469cfc6c.
    private static final byte[] MAGIC = HexFormat.of().parseHex("80028a0a6cfc9c46f9206aa850192e");

    private static final long VERSION = 1001;

    private static final ValueLayout.OfLong LENGTH =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(LITTLE_ENDIAN);

    private final MemorySegment file;
    private long position;

    private LegacyStream(MemorySegment file) {
        this.file = file;
    }

    static TorchWeights read(MemorySegment file, Allowance allowance) {
        LegacyStream stream = new LegacyStream(file);
        stream.requireMagic();
        stream.requireVersion();
        stream.requireLittleEndian();
        Unpickled object = stream.next();
        Map<String, MemorySegment> data = stream.storages(stream.next().value(), object);
        Storages storages = storage -> bytes(data, storage);
        return TorchFile.weights(
                Format.TORCH_LEGACY, object, new Tensors(storages, LITTLE_ENDIAN, allowance));
    }

    private static MemorySegment bytes(Map<String, MemorySegment> data, Storage storage) {
        MemorySegment bytes = data.get(storage.key());
        if (bytes == null) {
            throw new InvalidCheckpointException(
                    "its storage %s is not in the file".formatted(Printable.quote(storage.key())));
        }
        return bytes;
    }

    private void requireMagic() {
        boolean there =
                file.byteSize() > MAGIC.length
                        && file.asSlice(0, MAGIC.length).mismatch(MemorySegment.ofArray(MAGIC))
                                == -1;
        if (!there) {
            throw new InvalidCheckpointException("it does not begin with PyTorch's magic number");
        }
        position = MAGIC.length;
    }

    private Unpickled next() {
        Unpickled next = Unpickler.read(file, position, Dialect.PYTHON);
        position = next.end();
        return next;
    }

    private void requireVersion() {
        PickleValue version = next().value();
        if (!(version instanceof Whole(long number)) || number != VERSION) {
            throw new InvalidCheckpointException(
                    "version of its stream is %s, must be %d".formatted(version.kind(), VERSION));
        }
    }

    private void requireLittleEndian() {
        PickleValue facts = next().value();
        boolean little =
                facts instanceof Dictionary dictionary
                        && dictionary.entries().get("little_endian") instanceof Flag(boolean yes)
                        && yes;
        if (!little) {
            throw new InvalidCheckpointException(
                    "it does not say that it was written on a little-endian machine");
        }
    }

    /// The bytes of each storage by its key; they fill the rest of the file.
    private Map<String, MemorySegment> storages(PickleValue keys, Unpickled object) {
        if (!(keys instanceof Sequence list)) {
            throw new InvalidCheckpointException(
                    "the keys of its storages are %s, must be a list".formatted(keys.kind()));
        }
        Map<String, MemorySegment> data = new HashMap<>();
        for (PickleValue key : list.values()) {
            Storage storage = key instanceof Text(String text) ? object.storages().get(text) : null;
            if (storage == null || data.put(storage.key(), data(storage)) != null) {
                throw new InvalidCheckpointException(
                        "%s in the list of its storages' keys belongs to no tensor, or stands twice"
                                .formatted(
                                        key instanceof Text(String text)
                                                ? Printable.quote(text)
                                                : key.kind()));
            }
        }
        if (position != file.byteSize()) {
            throw new InvalidCheckpointException(
                    "its storages end at byte %d, the file at %d"
                            .formatted(position, file.byteSize()));
        }
        return data;
    }

    private MemorySegment data(Storage storage) {
        long left = file.byteSize() - position - Long.BYTES;
        if (left < 0) {
            throw new InvalidCheckpointException(
                    "storage %s is missing: the file is cut off"
                            .formatted(Printable.quote(storage.key())));
        }
        long count = file.get(LENGTH, position);
        int width = storage.type().bytes();
        if (count != storage.count()) {
            throw new InvalidCheckpointException(
                    "storage %s has %d elements, must have %d"
                            .formatted(Printable.quote(storage.key()), count, storage.count()));
        }
        if (count > left / width) {
            throw new InvalidCheckpointException(
                    "storage %s is %d elements of %s, and %d bytes are left: the file is cut off"
                            .formatted(
                                    Printable.quote(storage.key()), count, storage.type(), left));
        }
        MemorySegment data = file.asSlice(position + Long.BYTES, count * width);
        position += Long.BYTES + count * width;
        return data;
    }
}
