package io.sightline.torchscript;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.resnet.ResNet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.LocalDateTime;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/// The TorchScript archive of a network, made while it is read: a zip of stored records, their data
/// aligned for the engine to map.
///
/// Holds one tensor at a time, so that preparing a network takes little more memory than its
/// largest layer.
public final class TorchScriptArchive extends InputStream {

    private static final String ROOT = "resnet/";

    /// What PyTorch aligns tensor data to, in bytes.
    private static final int ALIGNMENT = 64;

    private static final int LOCAL_HEADER = 30;
    private static final int EXTRA_HEADER = 4;

    /// The id PyTorch gives the padding it puts into a record's extra field.
    private static final short PADDING_ID = 0x4246;

    /// The date of every record: the same in every archive and every time zone, and not before
    /// 1980. For an earlier date the header of a record grows, and the data behind it moves.
    private static final LocalDateTime ANY_TIME = LocalDateTime.of(1981, 1, 1, 0, 0);

    private final Iterator<Entry> entries;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(pending);
    private ByteArrayInputStream ready = new ByteArrayInputStream(new byte[0]);
    private long written;
    private boolean finished;
    private @Nullable InvalidCheckpointException failure;

    /// One record of the archive.
    private record Entry(String name, Supplier<byte[]> data) {}

    /// The archive of `network` with the weights of `checkpoint`, which it was inferred from and
    /// which must stay readable until the end of the stream.
    ///
    /// @throws InvalidCheckpointException if a variance is negative, or a number of the
    ///   normalisations or the head not finite
    /// @throws IllegalArgumentException if `precision` lacks an activation's range
    public TorchScriptArchive(
            ResNet network, Checkpoint checkpoint, Precision precision, Fusion fusion) {
        this(Program.of(network, checkpoint, precision, fusion));
    }

    /// The archive of `network` in single precision, which tells of its activations.
    ///
    /// @throws InvalidCheckpointException as the other
    /// @throws IllegalArgumentException if `observation` lacks an activation's range
    public TorchScriptArchive(ResNet network, Checkpoint checkpoint, Observation observation) {
        this(Program.observing(network, checkpoint, observation));
    }

    private TorchScriptArchive(Program program) {
        this(program.text(), program.constants());
    }

    /// The archive of a program.
    ///
    /// @param text defines the class [Program#CLASS]
    TorchScriptArchive(String text, List<Constant> constants) {
        List<Storage> storages =
                constants.stream().flatMap(constant -> constant.storages().stream()).toList();
        Stream<Entry> records =
                Stream.of(
                        new Entry("version", () -> "3\n".getBytes(UTF_8)),
                        new Entry("byteorder", () -> "little".getBytes(UTF_8)),
                        new Entry("data.pkl", () -> PickleWriter.module(Program.CLASS)),
                        new Entry("code/__torch__.py", () -> text.getBytes(UTF_8)),
                        new Entry("constants.pkl", () -> PickleWriter.constants(constants)));
        Stream<Entry> tensors =
                IntStream.range(0, storages.size())
                        .mapToObj(i -> new Entry("constants/" + i, storages.get(i).data()));
        this.entries = Stream.concat(records, tensors).iterator();
    }

    /// Why the stream ended too early, if a weight turned out not to be a finite number.
    ///
    /// The engine, which pulls the weights, would hide an exception and let such a number pass.
    public Optional<InvalidCheckpointException> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public int read() throws IOException {
        fill();
        return ready.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        fill();
        return ready.read(target, offset, length);
    }

    /// Leaves at least one byte in `ready` unless the archive is at its end.
    private void fill() throws IOException {
        while (ready.available() == 0 && !finished) {
            pending.reset();
            if (entries.hasNext()) {
                writeNext();
            } else {
                zip.close();
                finished = true;
            }
            ready = new ByteArrayInputStream(pending.toByteArray());
            written += ready.available();
        }
    }

    private void writeNext() throws IOException {
        Entry entry = entries.next();
        try {
            write(entry, entry.data().get());
        } catch (InvalidCheckpointException e) {
            failure = e;
            finished = true;
        }
    }

    private void write(Entry entry, byte[] data) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(data);
        ZipEntry header = new ZipEntry(ROOT + entry.name());
        header.setTimeLocal(ANY_TIME);
        header.setMethod(ZipEntry.STORED);
        header.setSize(data.length);
        header.setCrc(checksum.getValue());
        header.setExtra(padding(header.getName()));
        zip.putNextEntry(header);
        zip.write(data);
        zip.closeEntry();
        zip.flush();
    }

    private byte[] padding(String name) {
        long dataStart = written + LOCAL_HEADER + name.getBytes(UTF_8).length + EXTRA_HEADER;
        short length = (short) (-dataStart & (ALIGNMENT - 1));
        return ByteBuffer.allocate(EXTRA_HEADER + length)
                .order(LITTLE_ENDIAN)
                .putShort(PADDING_ID)
                .putShort(length)
                .array();
    }

    @Override
    public void close() throws IOException {
        finished = true;
        zip.close();
    }
}
