package io.sightline.checkpoint.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Printable;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Set;

/// The names of records: paths that lead downwards, of characters that one sees.
final class RecordName {

    private static final int MAX_LENGTH = 512;

    private static final Set<String> NO_SEGMENTS = Set.of("", ".", "..");

    private RecordName() {}

    /// @throws InvalidCheckpointException if the name is not such a path
    static String of(MemorySegment bytes) {
        String name = decode(bytes);
        String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        boolean plain =
                name.length() <= MAX_LENGTH
                        && name.chars().noneMatch(RecordName::isOdd)
                        && Arrays.stream(path.split("/", -1)).noneMatch(NO_SEGMENTS::contains);
        if (!plain) {
            throw new InvalidCheckpointException(
                    "a record's name is %s, must be a path of at most %d characters inside the"
                                    .formatted(Printable.quote(name), MAX_LENGTH)
                            + " archive");
        }
        return name;
    }

    private static boolean isOdd(int character) {
        return Character.isISOControl(character) || character == '\\';
    }

    private static String decode(MemorySegment bytes) {
        try {
            byte[] array = bytes.toArray(ValueLayout.JAVA_BYTE);
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(array)).toString();
        } catch (CharacterCodingException e) {
            throw new InvalidCheckpointException("a record's name is not UTF-8", e);
        }
    }
}
