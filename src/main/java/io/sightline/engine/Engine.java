package io.sightline.engine;

import io.sightline.torchscript.Fusion;
import io.sightline.torchscript.Precision;
import java.io.InputStream;

/// Runs compiled networks on one device. Thread-safe.
///
/// Four methods are about the calling thread: a lane calls [#useThreads] before anything else it
/// does with the engine, and [#keepOn] or [#spread] once it has run every batch size.
public interface Engine {

    /// Loads the network in `archive`, which [io.sightline.torchscript.TorchScriptArchive] made.
    ///
    /// @param name for messages
    /// @throws EngineFailedException if the engine refuses it
    Network load(String name, InputStream archive);

    /// Whether convolutions in this precision do the ReLU and the sum behind them too.
    Fusion fusion(Precision precision);

    /// What decides how a network is best calculated here.
    Hardware hardware();

    /// For example `cpu` or `gpu:0`.
    String device();

    /// How many processors the process may run on; 0 on systems that do not tell.
    int processors();

    /// Gives the forward passes of the calling thread this many threads.
    void useThreads(int threads);

    /// Keeps the calling thread, which runs passes on one thread, on one processor, counted round.
    void keepOn(int processor);

    /// Lets the calling thread run on every processor of the process.
    void spread();
}
