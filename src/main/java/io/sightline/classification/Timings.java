package io.sightline.classification;

import java.time.Duration;

/// How long each stage of one answer took.
///
/// @param decode from bytes to pixels
/// @param resize from pixels to the network's input
/// @param queue waiting: for a decoder, and then for a batch
/// @param inference the forward pass of the whole batch
/// @param total from arrival to answer, waits included
public record Timings(
        Duration decode, Duration resize, Duration queue, Duration inference, Duration total) {}
