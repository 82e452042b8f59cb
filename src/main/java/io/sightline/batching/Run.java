package io.sightline.batching;

import java.time.Duration;
import java.util.List;

/// One call of a function with its times: the outputs, or what it threw.
sealed interface Run<O> {

    /// When it began.
    long startedNanos();

    /// How long it took.
    Duration duration();

    /// The function returned one output for each input.
    ///
    /// @param outputs one for each input, by position
    record Succeeded<O>(long startedNanos, Duration duration, List<O> outputs) implements Run<O> {}

    /// The function threw, or returned the wrong number of outputs.
    ///
    /// @param cause what the function threw, or an exception that states the wrong number
    record Threw<O>(long startedNanos, Duration duration, Throwable cause) implements Run<O> {}

    /// Calls `function` on the inputs of `batch`. Whatever the function throws is caught.
    static <I, O> Run<O> of(
            BatchFunction<I, O> function, List<PendingRequest<I, O>> batch, Ticker ticker) {
        List<I> inputs = batch.stream().map(PendingRequest::input).toList();
        long startedNanos = ticker.nanoTime();
        try {
            List<O> outputs = function.apply(inputs);
            Duration duration = Duration.ofNanos(ticker.nanoTime() - startedNanos);
            if (outputs.size() == inputs.size()) {
                return new Succeeded<>(startedNanos, duration, outputs);
            }
            return new Threw<>(startedNanos, duration, wrongCount(outputs, inputs));
        } catch (Throwable failure) { // errors too: they are the outcome of this run alone
            Duration duration = Duration.ofNanos(ticker.nanoTime() - startedNanos);
            return new Threw<>(startedNanos, duration, failure);
        }
    }

    private static IllegalStateException wrongCount(List<?> outputs, List<?> inputs) {
        return new IllegalStateException(
                "function gave %d outputs, must give one for each of %d inputs"
                        .formatted(outputs.size(), inputs.size()));
    }
}
