package io.sightline.checkpoint.torch;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Printable;
import io.sightline.checkpoint.archive.Archive;
import io.sightline.checkpoint.pickle.PickleValue.Storage;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.regex.Pattern;

/// The records of one of PyTorch's zip archives, all of which lie in one folder.
final class ZipRecords {

    private static final int LATEST_VERSION = 10;
    private static final int MAX_TEXT = 64;

    /// PyTorch counts storages from 0; other writers use names.
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final Archive archive;
    private final String root;

    ZipRecords(Archive archive) {
        this.archive = archive;
        this.root = root(archive);
        requireVersion();
    }

    private static String root(Archive archive) {
        String first = archive.names().stream().findFirst().orElse("");
        String root = first.substring(0, first.indexOf('/') + 1);
        for (String name : archive.names()) {
            if (root.isEmpty() || !name.startsWith(root)) {
                throw new InvalidCheckpointException(
                        "record %s is not in the folder of %s, must be in the same"
                                .formatted(Printable.quote(name), Printable.quote(first)));
            }
        }
        if (root.isEmpty()) {
            throw new InvalidCheckpointException("zip archive is empty");
        }
        return root;
    }

    private void requireVersion() {
        if (!has("version")) {
            return;
        }
        String version = text("version").strip();
        boolean known =
                version.matches("[0-9]{1,2}") && Integer.parseInt(version) <= LATEST_VERSION;
        if (!known) {
            throw new InvalidCheckpointException(
                    "record version is %s, must be a number up to %d"
                            .formatted(Printable.quote(version), LATEST_VERSION));
        }
    }

    boolean has(String name) {
        return archive.names().contains(root + name);
    }

    /// The names of the records that begin with `folder` and end with `end`, without the root.
    List<String> names(String folder, String end) {
        return archive.names().stream()
                .map(name -> name.substring(root.length()))
                .filter(name -> name.startsWith(folder) && name.endsWith(end))
                .toList();
    }

    MemorySegment content(String name) {
        return archive.content(root + name);
    }

    private String text(String name) {
        MemorySegment content = content(name);
        long length = Math.min(MAX_TEXT, content.byteSize());
        return new String(content.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE), ISO_8859_1);
    }

    /// The order of the bytes of each element; files without a record of it are little-endian.
    ByteOrder byteOrder() {
        if (!has("byteorder")) {
            return LITTLE_ENDIAN;
        }
        String order = text("byteorder");
        return switch (order) {
            case "little" -> LITTLE_ENDIAN;
            case "big" -> BIG_ENDIAN;
            default ->
                    throw new InvalidCheckpointException(
                            "record byteorder is %s, must be little or big"
                                    .formatted(Printable.quote(order)));
        };
    }

    /// The records of `folder` as storages, under their keys.
    Storages storages(String folder) {
        return storage -> bytes(folder, storage);
    }

    private MemorySegment bytes(String folder, Storage storage) {
        if (!KEY.matcher(storage.key()).matches()) {
            throw new InvalidCheckpointException(
                    "its storage's key is %s, must be letters and digits"
                            .formatted(Printable.quote(storage.key())));
        }
        MemorySegment content = content(folder + "/" + storage.key());
        int width = storage.type().bytes();
        if (content.byteSize() % width != 0 || content.byteSize() / width != storage.count()) {
            throw new InvalidCheckpointException(
                    "record %s/%s is %d bytes, must hold %d elements of %s"
                            .formatted(
                                    folder,
                                    storage.key(),
                                    content.byteSize(),
                                    storage.count(),
                                    storage.type()));
        }
        return content;
    }
}
