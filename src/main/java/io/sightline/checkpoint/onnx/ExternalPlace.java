package io.sightline.checkpoint.onnx;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Printable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Where the elements of a tensor are, if not in the model: a file, and a run of bytes in it.
final class ExternalPlace {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final Map<String, String> entries = new LinkedHashMap<>();

    /// Adds one of the place's entries: `location`, `offset` and `length`, the last two optional,
    /// and a `checksum` of the whole file, which nobody writes.
    void add(Message entry) {
        String key = "";
        String value = "";
        while (entry.next()) {
            switch (entry.field()) {
                case 1 -> key = entry.once().text();
                case 2 -> value = entry.once().text();
                default -> {}
            }
        }
        switch (key) {
            case "location", "offset", "length", "checksum" -> {}
            default ->
                    throw new InvalidCheckpointException(
                            "external data has the entry %s, must have location, offset and length"
                                    .formatted(Printable.quote(key)));
        }
        if (entries.put(key, value) != null) {
            throw new InvalidCheckpointException("external data has two entries " + key);
        }
    }

    /// The bytes there, of which there must be `expected`.
    MemorySegment slice(ExternalFiles files, long expected) throws IOException {
        String location = entries.getOrDefault("location", "");
        MemorySegment file = files.open(location);
        long offset = number("offset", 0);
        long length = number("length", expected);
        if (length != expected) {
            throw new InvalidCheckpointException(
                    "external data is %d bytes, must be %d".formatted(length, expected));
        }
        if (offset > file.byteSize() || length > file.byteSize() - offset) {
            throw new InvalidCheckpointException(
                    "external data is at byte %d and has %d, file %s has %d in all"
                            .formatted(offset, length, Printable.quote(location), file.byteSize()));
        }
        return file.asSlice(offset, length);
    }

    private long number(String key, long absent) {
        String value = entries.get(key);
        if (value == null) {
            return absent;
        }
        if (!NUMBER.matcher(value).matches()) {
            throw new InvalidCheckpointException(
                    "%s of external data is %s, must be a number of at most 18 digits"
                            .formatted(key, Printable.quote(value)));
        }
        return Long.parseLong(value);
    }
}
