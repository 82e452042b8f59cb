package io.sightline.classification;

import java.time.Duration;

/// Where the time of one answer went.
///
/// @param decode from bytes to pixels
/// @param resize from pixels to the network's input
/// @param queue from admission until the batch ran
/// @param inference the forward pass of the whole batch
/// @param total all of it, waiting included
public record Timings(
        Duration decode, Duration resize, Duration queue, Duration inference, Duration total) {}
