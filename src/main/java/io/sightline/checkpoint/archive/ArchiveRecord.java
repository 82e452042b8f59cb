package io.sightline.checkpoint.archive;

import io.sightline.checkpoint.Printable;

/// What the central directory says of one record.
///
/// @param name its path in the archive, checked
/// @param flags as the format has them
/// @param deflated whether it is compressed
/// @param crc the checksum of what it holds, 0 if none was computed
/// @param stored its bytes in the file
/// @param size the bytes of what it holds
/// @param offset where its local header begins
record ArchiveRecord(
        String name, int flags, boolean deflated, int crc, long stored, long size, long offset) {

    /// A sign that the sizes in the local header are zero.
    static final int SIZES_FOLLOW = 1 << 3;

    String quoted() {
        return Printable.quote(name);
    }
}
