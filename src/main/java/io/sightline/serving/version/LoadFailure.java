package io.sightline.serving.version;

import java.time.Instant;

/// A version that could not take the place of the one that serves.
///
/// @param at when that was found
/// @param reason a sentence that names the model
public record LoadFailure(Instant at, String reason) {}
