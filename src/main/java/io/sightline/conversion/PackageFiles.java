package io.sightline.conversion;

import io.sightline.checkpoint.InvalidCheckpointException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// The files in one folder of an npm package, a gzipped tar.
final class PackageFiles {

    private static final long MAX_FILE_BYTES = 64 << 20;
    private static final long MAX_FOLDER_BYTES = 512 << 20;

    private PackageFiles() {}

    /// The files by their name within `folder`, which ends with a slash. Leaves `archive` open.
    ///
    /// @throws InvalidCheckpointException if they are too large, before their content is read
    static Map<String, byte[]> read(InputStream archive, String folder) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        long room = MAX_FOLDER_BYTES;
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(archive));
        for (TarArchiveEntry entry = tar.getNextEntry();
                entry != null;
                entry = tar.getNextEntry()) {
            if (!entry.isFile() || !entry.getName().startsWith(folder)) {
                continue;
            }
            String name = entry.getName().substring(folder.length());
            long limit = Math.min(MAX_FILE_BYTES, room);
            if (entry.getSize() > limit) {
                throw new InvalidCheckpointException(
                        "file %s is %d bytes, must be at most %d"
                                .formatted(name, entry.getSize(), limit));
            }
            room -= entry.getSize();
            if (files.put(name, tar.readAllBytes()) != null) {
                throw new InvalidCheckpointException(
                        "file %s is in the package twice".formatted(name));
            }
        }
        return files;
    }
}
