package io.sightline.engine.workaround;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What processes leave behind that are killed while the engine unpacks its native libraries.
///
/// Fault: DJL unpacks 500 MB into a folder `tmp…` beside the place where they belong, then moves
/// it. If the process is killed in between, nobody removes the folder.
///
/// Upstream: no report was found; [DJL 1524](https://github.com/deepjavalibrary/djl/issues/1524)
/// shows such a folder and where it is moved.
///
/// Needed until: DJL sweeps its cache, or the libraries are loaded without being unpacked.
public final class UnfinishedFolders {

    private static final Logger LOGGER = LoggerFactory.getLogger(UnfinishedFolders.class);

    private static final String NAME = "tmp[0-9]+";

    /// Longer than any process takes to unpack.
    private static final Duration ABANDONED = Duration.ofHours(1);

    private UnfinishedFolders() {}

    /// Removes those inside `cache` that are older than an hour.
    public static void sweep(Path cache, Instant now) {
        for (Path entry : abandoned(cache, now.minus(ABANDONED))) {
            try (Stream<Path> inside = Files.walk(entry)) {
                for (Path each : inside.sorted((left, right) -> right.compareTo(left)).toList()) {
                    Files.deleteIfExists(each);
                }
                LOGGER.info("Removed {}, which was never unpacked to its end", entry);
            } catch (IOException e) {
                LOGGER.warn(
                        "{} was never unpacked to its end, and cannot be removed: {}", entry, e);
            }
        }
    }

    private static List<Path> abandoned(Path cache, Instant time) {
        if (!Files.isDirectory(cache)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(cache)) {
            return entries.filter(entry -> entry.getFileName().toString().matches(NAME))
                    .filter(entry -> isOlder(entry, time))
                    .toList();
        } catch (IOException _) {
            return List.of(); // the engine will say so, if it needs to write
        }
    }

    private static boolean isOlder(Path folder, Instant time) {
        try {
            return Files.getLastModifiedTime(folder).toInstant().isBefore(time);
        } catch (IOException _) {
            return false;
        }
    }
}
