package io.sightline.classification;

import java.time.Duration;
import java.util.List;

/// What became of one upload.
///
/// Every `detail` is a sentence for the client: the value, then the rule.
public sealed interface Classification {

    /// The network answered.
    ///
    /// @param model what ran
    /// @param predictions the most probable classes, best first
    /// @param timings where the time went
    record Classified(ModelTag model, List<Prediction> predictions, Timings timings)
            implements Classification {

        public Classified {
            predictions = List.copyOf(predictions);
        }
    }

    /// The upload holds no bytes.
    record EmptyUpload() implements Classification {}

    /// The upload is not an image of a format that is read.
    record UnsupportedFormat(String detail) implements Classification {}

    /// The image has more pixels, or a longer side, than is accepted.
    record ImageTooLarge(String detail) implements Classification {}

    /// The image is damaged, or costs too much to decode.
    record UndecodableImage(String detail) implements Classification {}

    /// No model of this name is served.
    record UnknownModel(String name) implements Classification {}

    /// As many requests are waiting as the queue holds; another try may succeed.
    ///
    /// @param retryAfter how long to wait before it
    record QueueFull(Duration retryAfter) implements Classification {}

    /// Those who wait already would keep the request beyond its deadline; another try may succeed,
    /// as may one that allows more time.
    ///
    /// @param retryAfter how long to wait before it
    record WouldBeLate(Duration retryAfter) implements Classification {}

    /// The deadline passed before there was an answer.
    record DeadlinePassed() implements Classification {}

    /// The service is shutting down and takes nothing new.
    record ShuttingDown() implements Classification {}

    /// The engine failed on this image, also when it was tried alone.
    ///
    /// @param cause for the log, not for the client
    record EngineFailed(Throwable cause) implements Classification {}
}
