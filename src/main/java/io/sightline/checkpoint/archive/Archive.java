package io.sightline.checkpoint.archive;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Printable;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/// A zip archive in memory.
///
/// Refused is whatever two readers could read differently: two records of one name, records over
/// each other, headers that contradict the directory, bytes before the first record's offset or
/// behind the end record; also encryption, other methods than deflation, and names that are no
/// paths.
public final class Archive {

    private final SequencedMap<String, ArchiveRecord> records = new LinkedHashMap<>();
    private final Map<String, MemorySegment> stored;
    private final Map<String, MemorySegment> contents = new HashMap<>();
    private final Allowance allowance;

    private Archive(MemorySegment file, List<ArchiveRecord> records, Allowance allowance) {
        records.forEach(record -> this.records.put(record.name(), record));
        this.stored = Layout.of(file, records);
        this.allowance = allowance;
    }

    /// The archive that is all of `file`. Nothing is unpacked yet.
    ///
    /// @param allowance pays for what is unpacked later
    /// @throws InvalidCheckpointException if it is not a sound archive
    public static Archive read(MemorySegment file, Allowance allowance) {
        return new Archive(file, Directory.read(file), allowance);
    }

    /// The names of all records, in the order of the directory.
    public Set<String> names() {
        return records.sequencedKeySet();
    }

    /// What the record `name` holds: a part of the file, or, if it is compressed, a copy.
    ///
    /// @throws InvalidCheckpointException if there is none, its checksum is wrong, or it unpacks to
    ///   more or less than it declares
    public MemorySegment content(String name) {
        ArchiveRecord record = records.get(name);
        MemorySegment bytes = stored.get(name);
        if (record == null || bytes == null) {
            throw new InvalidCheckpointException(
                    "record %s is missing".formatted(Printable.quote(name)));
        }
        return contents.computeIfAbsent(name, _ -> Content.of(record, bytes, allowance));
    }
}
