package io.sightline.checkpoint.archive;

import static io.sightline.checkpoint.archive.LittleEndian.signedLong;
import static io.sightline.checkpoint.archive.LittleEndian.unsignedInt;
import static io.sightline.checkpoint.archive.LittleEndian.unsignedShort;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Printable;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// A zip's central directory.
final class Directory {

    private static final int SIGNATURE = 0x02014b50;
    private static final int BYTES = 46;

    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    /// How it was deflated, where its sizes stand, and that its name is UTF-8: no more than that.
    private static final int HARMLESS_FLAGS = 0x080e;

    private static final long SATURATED = 0xffff_ffffL;

    private final MemorySegment bytes;
    private long position;

    private Directory(MemorySegment bytes) {
        this.bytes = bytes;
    }

    /// The records that the directory lists, in its order. A folder is none.
    static List<ArchiveRecord> read(MemorySegment file) {
        EndRecord end = EndRecord.read(file);
        if (end.count() < 0 || end.count() > end.size() / BYTES) {
            throw new InvalidCheckpointException(
                    "zip archive lists %d records in a directory of %d bytes"
                            .formatted(end.count(), end.size()));
        }
        Directory directory = new Directory(file.asSlice(end.offset(), end.size()));
        List<ArchiveRecord> records = new ArrayList<>((int) Math.min(end.count(), 1 << 16));
        for (long i = 0; i < end.count(); i++) {
            ArchiveRecord record = directory.next(i);
            if (!record.name().endsWith("/")) {
                records.add(record);
            }
        }
        if (directory.position != end.size()) {
            throw new InvalidCheckpointException(
                    "zip archive's directory is %d bytes, its %d records take %d"
                            .formatted(end.size(), end.count(), directory.position));
        }
        return records;
    }

    private ArchiveRecord next(long index) {
        if (bytes.byteSize() - position < BYTES || unsignedInt(bytes, position) != SIGNATURE) {
            throw damaged(index);
        }
        long at = position;
        int nameBytes = unsignedShort(bytes, at + 28);
        int extraBytes = unsignedShort(bytes, at + 30);
        long length = (long) BYTES + nameBytes + extraBytes + unsignedShort(bytes, at + 32);
        if (length > bytes.byteSize() - at) {
            throw damaged(index);
        }
        position += length;
        String name = RecordName.of(bytes.asSlice(at + BYTES, nameBytes));
        Extra extra = new Extra(bytes.asSlice(at + BYTES + nameBytes, extraBytes), name);
        int method = unsignedShort(bytes, at + 10);
        long size = extra.unless(unsignedInt(bytes, at + 24));
        long stored = extra.unless(unsignedInt(bytes, at + 20));
        long offset = extra.unless(unsignedInt(bytes, at + 42));
        ArchiveRecord record =
                new ArchiveRecord(
                        name,
                        unsignedShort(bytes, at + 8),
                        method == DEFLATED,
                        (int) unsignedInt(bytes, at + 16),
                        stored,
                        size,
                        offset);
        if ((record.flags() & ~HARMLESS_FLAGS) != 0) {
            throw invalid(
                    record,
                    "has flags 0x%04x: it is encrypted, or patched".formatted(record.flags()));
        }
        if (method != STORED && method != DEFLATED) {
            throw invalid(record, "is compressed by method %d, must be 0 or 8".formatted(method));
        }
        if (method == STORED && size != stored) {
            throw invalid(record, "is stored in %d bytes and holds %d".formatted(stored, size));
        }
        return record;
    }

    private static InvalidCheckpointException damaged(long index) {
        return new InvalidCheckpointException(
                "zip archive's directory is damaged at its record %d".formatted(index));
    }

    static InvalidCheckpointException invalid(ArchiveRecord record, String what) {
        return new InvalidCheckpointException("record %s %s".formatted(record.quoted(), what));
    }

    /// The extra field of a record, from which the zip64 numbers are taken in their order.
    private static final class Extra {

        private static final int ZIP64 = 1;

        private final MemorySegment field;
        private final String name;
        private long position;
        private long end;

        Extra(MemorySegment field, String name) {
            this.field = field;
            this.name = name;
            for (long at = 0; at + 4 <= field.byteSize(); ) {
                int length = unsignedShort(field, at + 2);
                if (unsignedShort(field, at) == ZIP64 && at + 4 + length <= field.byteSize()) {
                    position = at + 4;
                    end = position + length;
                    return;
                }
                at += 4 + length;
            }
        }

        /// `number`, or the next of the zip64 numbers if it only says that there is one.
        long unless(long number) {
            if (number != SATURATED) {
                return number;
            }
            if (end - position < Long.BYTES || signedLong(field, position) < 0) {
                throw new InvalidCheckpointException(
                        "record %s says that a zip64 size follows, there is none"
                                .formatted(Printable.quote(name)));
            }
            position += Long.BYTES;
            return signedLong(field, position - Long.BYTES);
        }
    }
}
