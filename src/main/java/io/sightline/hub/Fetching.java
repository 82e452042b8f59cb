package io.sightline.hub;

import io.sightline.hub.transfer.FetchFailedException;
import io.sightline.hub.transfer.FetchRules;
import io.sightline.hub.transfer.Patience;
import io.sightline.hub.transfer.Progress;
import io.sightline.hub.transfer.ProgressLines;
import io.sightline.hub.transfer.WebClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the fetch of one source uses.
///
/// @param web asks servers
/// @param patience counts tries and time
/// @param progress is told
/// @param rules bound it
record Fetching(WebClient web, Patience patience, Progress progress, FetchRules rules) {

    /// @throws FetchFailedException if the disk of `file` has no room for it
    void requireRoom(String name, long bytes, Path file) throws FetchFailedException, IOException {
        long room = Files.getFileStore(file.getParent()).getUsableSpace();
        if (room < bytes) {
            throw new FetchFailedException(
                    "%s has %s, must fit in the %s that are free in %s"
                            .formatted(
                                    name,
                                    ProgressLines.size(bytes),
                                    ProgressLines.size(room),
                                    file.getParent()));
        }
    }
}
