package io.sightline.checkpoint.archive;

import static io.sightline.checkpoint.archive.Directory.invalid;
import static io.sightline.checkpoint.archive.LittleEndian.unsignedInt;
import static io.sightline.checkpoint.archive.LittleEndian.unsignedShort;

import io.sightline.checkpoint.InvalidCheckpointException;
import java.lang.foreign.MemorySegment;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where the bytes of a zip's records are: behind headers that must say what the directory says,
/// none over another.
final class Layout {

    private static final int SIGNATURE = 0x04034b50;
    private static final int BYTES = 30;
    private static final long SATURATED = 0xffff_ffffL;

    private Layout() {}

    /// The bytes of each record as they are in the file, by its name.
    static Map<String, MemorySegment> of(MemorySegment file, List<ArchiveRecord> records) {
        long limit = EndRecord.read(file).offset();
        List<ArchiveRecord> inOrder =
                records.stream().sorted(Comparator.comparingLong(ArchiveRecord::offset)).toList();
        Map<String, MemorySegment> contents = HashMap.newHashMap(records.size());
        long end = 0;
        for (ArchiveRecord record : inOrder) {
            if (record.offset() < end) {
                throw invalid(record, "lies over the one before it");
            }
            long begin = begin(file, record, limit);
            if (record.stored() > limit - begin) {
                throw invalid(
                        record,
                        "is %d bytes from byte %d, must end before byte %d"
                                .formatted(record.stored(), begin, limit));
            }
            end = begin + record.stored();
            MemorySegment content = file.asSlice(begin, record.stored());
            if (contents.put(record.name(), content) != null) {
                throw invalid(record, "is there twice");
            }
        }
        return contents;
    }

    private static long begin(MemorySegment file, ArchiveRecord record, long limit) {
        long at = record.offset();
        if (at > limit - BYTES || unsignedInt(file, at) != SIGNATURE) {
            throw invalid(record, "has no header at byte %d".formatted(at));
        }
        int nameBytes = unsignedShort(file, at + 26);
        long begin = at + BYTES + nameBytes + unsignedShort(file, at + 28);
        if (begin > limit) {
            throw invalid(record, "has a header that does not end before byte %d".formatted(limit));
        }
        requireAgreement(file, record, file.asSlice(at + BYTES, nameBytes));
        return begin;
    }

    /// A reader that follows the headers must find what one finds that follows the directory.
    private static void requireAgreement(
            MemorySegment file, ArchiveRecord record, MemorySegment name) {
        long at = record.offset();
        boolean agree =
                RecordName.of(name).equals(record.name())
                        && unsignedShort(file, at + 6) == record.flags()
                        && unsignedShort(file, at + 8) == (record.deflated() ? 8 : 0);
        boolean sizesFollow = (record.flags() & ArchiveRecord.SIZES_FOLLOW) != 0;
        agree &=
                isAs(unsignedInt(file, at + 18), record.stored(), sizesFollow)
                        && isAs(unsignedInt(file, at + 22), record.size(), sizesFollow);
        if (!agree) {
            throw new InvalidCheckpointException(
                    "record %s has a header and an entry of the directory that do not agree"
                            .formatted(record.quoted()));
        }
    }

    private static boolean isAs(long local, long size, boolean sizesFollow) {
        return local == size || local == SATURATED || (sizesFollow && local == 0);
    }
}
