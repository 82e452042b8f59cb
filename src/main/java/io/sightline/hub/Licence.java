package io.sightline.hub;

import io.sightline.hub.transfer.Shown;
import java.util.List;
import java.util.Locale;

/// What a source says about the use of its weights.
public sealed interface Licence {

    /// The source names a licence.
    ///
    /// @param id as the source writes it, for example `apache-2.0` or `cc-by-nc-4.0`; printable
    record Told(String id) implements Licence {

        public Told {
            id = Shown.text(id.strip());
            if (id.isBlank()) {
                throw new IllegalArgumentException("the licence is blank, must be named");
            }
        }

        /// Tells whether the name says that commercial use is not allowed (Creative Commons' NC).
        public boolean isNonCommercial() {
            return List.of(id.toLowerCase(Locale.ROOT).split("[-_ ]")).contains("nc");
        }
    }

    /// The source is silent.
    record Untold() implements Licence {}
}
