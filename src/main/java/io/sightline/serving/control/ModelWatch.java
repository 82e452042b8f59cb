package io.sightline.serving.control;

import io.sightline.serving.control.Update.Failed;
import io.sightline.serving.control.Update.Refused;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Follows changes of the folders of the models in service: a new number, other files, links that
/// lead elsewhere.
///
/// It compares sizes, times and inodes each time it is called, because a file system's own notices
/// do not come over NFS, and not for a link whose target is exchanged, as in a volume of
/// Kubernetes. A change is loaded once it was seen twice alike, so that it is probably whole. Files
/// that cannot be read then get one more chance before anybody is told; what was told of is not
/// tried again until it changes.
///
/// Used by one thread.
final class ModelWatch {

    /// After this many attempts at the same files they are broken, not half written.
    private static final int MOST_ATTEMPTS = 2;

    private final ModelUpdates updates;
    private final Map<String, Seen> seen = new HashMap<>();

    ModelWatch(ModelUpdates updates) {
        this.updates = updates;
    }

    /// A difference between what is served and what is in the folder.
    ///
    /// @param attempts to load it so far
    private record Seen(String difference, int attempts) {}

    /// Looks at every model in service, and loads what has changed.
    void check() throws InterruptedException {
        for (String name : updates.names()) {
            check(name);
        }
    }

    private void check(String name) throws InterruptedException {
        Optional<String> difference = updates.difference(name);
        if (difference.isEmpty()) {
            seen.remove(name);
            return;
        }
        Seen before = seen.get(name);
        if (before == null || !before.difference().equals(difference.get())) {
            seen.put(name, new Seen(difference.get(), 0));
        } else if (before.attempts() < MOST_ATTEMPTS) {
            seen.put(name, new Seen(difference.get(), before.attempts() + attempts(name, before)));
        }
    }

    /// Loads a change.
    ///
    /// @return how many attempts that counts for
    private int attempts(String name, Seen before) throws InterruptedException {
        return switch (updates.follow(name)) {
            case Refused _ -> 0;
            case Failed failed when failed.unread() -> {
                if (before.attempts() + 1 == MOST_ATTEMPTS) {
                    updates.tell(name, failed);
                }
                yield 1;
            }
            default -> MOST_ATTEMPTS;
        };
    }
}
