package io.sightline.engine;

/// What an engine is started with.
///
/// @param device `auto`, `cpu`, `gpu` or `gpu:N`
/// @param threads most threads of one forward pass on the CPU; at least 1
/// @param bindsThreads whether each thread of a pass may stay on a processor of its own
/// @param downloadNatives whether native libraries that the jar lacks may be fetched
public record EngineOptions(
        String device, int threads, boolean bindsThreads, boolean downloadNatives) {}
