package io.sightline.checkpoint.archive;

import static io.sightline.checkpoint.archive.LittleEndian.signedLong;
import static io.sightline.checkpoint.archive.LittleEndian.unsignedInt;
import static io.sightline.checkpoint.archive.LittleEndian.unsignedShort;

import io.sightline.checkpoint.InvalidCheckpointException;
import java.lang.foreign.MemorySegment;

/// Where a zip's central directory is, as its last 22 bytes say, or the zip64 record before them.
///
/// A comment behind it is refused: it could hold another end record.
///
/// @param offset the directory's first byte
/// @param size its bytes
/// @param count how many records it lists
record EndRecord(long offset, long size, long count) {

    private static final int SIGNATURE = 0x06054b50;
    private static final int BYTES = 22;

    private static final int LOCATOR_SIGNATURE = 0x07064b50;
    private static final int LOCATOR_BYTES = 20;

    private static final int SIGNATURE_64 = 0x06064b50;
    private static final int BYTES_64 = 56;

    private static final long SATURATED_INT = 0xffff_ffffL;
    private static final int SATURATED_SHORT = 0xffff;

    static EndRecord read(MemorySegment file) {
        long at = file.byteSize() - BYTES;
        if (at < 0 || unsignedInt(file, at) != SIGNATURE || unsignedShort(file, at + 20) != 0) {
            throw new InvalidCheckpointException(
                    "zip archive has no end record in its last 22 bytes: it is cut off, or more"
                            + " follows it");
        }
        long count = unsignedShort(file, at + 10);
        EndRecord end =
                new EndRecord(unsignedInt(file, at + 16), unsignedInt(file, at + 12), count);
        boolean oneDisk =
                unsignedShort(file, at + 4) == 0
                        && unsignedShort(file, at + 6) == 0
                        && unsignedShort(file, at + 8) == count;
        if (!oneDisk) {
            throw new InvalidCheckpointException("zip archive is one of several parts");
        }
        long locator = at - LOCATOR_BYTES;
        boolean large = locator >= 0 && unsignedInt(file, locator) == LOCATOR_SIGNATURE;
        return large ? read64(file, locator, end) : end.checked(at);
    }

    private static EndRecord read64(MemorySegment file, long locator, EndRecord small) {
        long at = signedLong(file, locator + 8);
        boolean there =
                at >= 0
                        && at == locator - BYTES_64
                        && unsignedInt(file, at) == SIGNATURE_64
                        && signedLong(file, at + 4) == BYTES_64 - 12;
        if (!there) {
            throw new InvalidCheckpointException(
                    "zip archive has no zip64 end record where its locator says, at byte " + at);
        }
        EndRecord large =
                new EndRecord(
                        signedLong(file, at + 48),
                        signedLong(file, at + 40),
                        signedLong(file, at + 32));
        boolean agree =
                (small.offset == SATURATED_INT || small.offset == large.offset)
                        && (small.size == SATURATED_INT || small.size == large.size)
                        && (small.count == SATURATED_SHORT || small.count == large.count)
                        && signedLong(file, at + 24) == large.count;
        if (!agree) {
            throw new InvalidCheckpointException(
                    "zip archive has two end records that do not agree");
        }
        return large.checked(at);
    }

    /// The directory must end where the end record begins: otherwise offsets count from elsewhere.
    private EndRecord checked(long end) {
        if (offset < 0 || size < 0 || offset > end || end - offset != size) {
            throw new InvalidCheckpointException(
                    "zip archive's directory is %d bytes from byte %d, must end at byte %d"
                            .formatted(size, offset, end));
        }
        return this;
    }
}
