package io.sightline.classification;

import java.time.Duration;

/// Where the time of one answer went.
///
/// @param decode from bytes to pixels
/// @param resize from pixels to the network's input
/// @param queue the waits: for a decoder, and then for a place in a batch
/// @param inference the forward pass of the whole batch
/// @param total all of it, waiting included
public record Timings(
        Duration decode, Duration resize, Duration queue, Duration inference, Duration total) {}
