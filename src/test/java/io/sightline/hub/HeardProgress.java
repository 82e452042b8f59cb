package io.sightline.hub;

import io.sightline.hub.transfer.Progress;
import java.util.ArrayList;
import java.util.List;

/// Remembers the last it heard of each file, and the notes.
final class HeardProgress implements Progress {

    private final List<String> notes = new ArrayList<>();
    private String last = "";

    @Override
    public void bytes(String file, long done, long total) {
        last = "%s %s/%s".formatted(file, done, total);
    }

    @Override
    public void note(String sentence) {
        notes.add(sentence);
    }

    String last() {
        return last;
    }

    List<String> notes() {
        return List.copyOf(notes);
    }
}
