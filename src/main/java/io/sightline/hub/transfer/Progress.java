package io.sightline.hub.transfer;

/// Is told how far a fetch is. Called by the thread that fetches.
public interface Progress {

    /// The total of a file whose length nobody told.
    long UNKNOWN = -1;

    /// Tells nobody.
    Progress SILENT =
            new Progress() {
                @Override
                public void bytes(String file, long done, long total) {}

                @Override
                public void note(String sentence) {}
            };

    /// Tells that `done` bytes of `file` are there: first at its begin (not 0 if it is resumed),
    /// then after each piece of some KiB, and last with `done` equal to `total`. A transfer that
    /// starts over goes back.
    ///
    /// @param total the length in bytes, or [#UNKNOWN]
    void bytes(String file, long done, long total);

    /// Tells of a wait or another thing that the reader of a progress bar wonders about.
    void note(String sentence);
}
