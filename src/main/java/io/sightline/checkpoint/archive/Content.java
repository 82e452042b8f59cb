package io.sightline.checkpoint.archive;

import static io.sightline.checkpoint.archive.Directory.invalid;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// What a record holds: its bytes in the file, or what they unpack to.
final class Content {

    /// A buffer's size is an `int`.
    private static final long STEP = 1 << 30;

    private Content() {}

    static MemorySegment of(ArchiveRecord record, MemorySegment stored, Allowance allowance) {
        MemorySegment content = record.deflated() ? inflate(record, stored, allowance) : stored;
        int crc = crc(content);
        // torch.save writes 0 if it is told not to compute checksums.
        if (record.crc() != 0 && record.crc() != crc) {
            throw invalid(
                    record,
                    "has the checksum %08x, must have %08x: it is damaged"
                            .formatted(crc, record.crc()));
        }
        return content;
    }

    private static int crc(MemorySegment content) {
        CRC32 crc = new CRC32();
        for (long at = 0; at < content.byteSize(); at += STEP) {
            crc.update(content.asSlice(at, Math.min(STEP, content.byteSize() - at)).asByteBuffer());
        }
        return (int) crc.getValue();
    }

    /// Unpacks to exactly the declared size, in memory that is allotted before a byte is unpacked.
    private static MemorySegment inflate(
            ArchiveRecord record, MemorySegment stored, Allowance allowance) {
        if (record.size() > STEP || record.stored() > STEP) {
            throw invalid(record, "is compressed and holds more than %d bytes".formatted(STEP));
        }
        MemorySegment content =
                allowance.allocate(record.size(), "record %s".formatted(record.quoted()));
        try (Inflater inflater = new Inflater(true)) {
            inflater.setInput(stored.asByteBuffer());
            ByteBuffer target = content.asByteBuffer();
            while (target.hasRemaining() && inflater.inflate(target) > 0) {}
            ByteBuffer more = ByteBuffer.allocate(1);
            boolean exact =
                    !target.hasRemaining()
                            && inflater.inflate(more) == 0
                            && inflater.finished()
                            && inflater.getRemaining() == 0;
            if (!exact) {
                throw invalid(
                        record,
                        "does not unpack to the %d bytes that it declares"
                                .formatted(record.size()));
            }
            return content.asReadOnly();
        } catch (DataFormatException e) {
            throw invalid(record, "is not deflated data: it is damaged");
        }
    }
}
