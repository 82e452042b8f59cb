package io.sightline.batching;

/// Opens the function of one lane.
///
/// @param <I> the input of one request
/// @param <O> the output of one request
@FunctionalInterface
public interface BatchFunctionFactory<I, O> {

    /// Opens a function and warms it up; called once, on the thread of the lane that will use it.
    ///
    /// May take seconds; requests queue meanwhile. An exception or error fails [Batcher#ready()]
    /// and closes the batcher.
    BatchFunction<I, O> open();
}
