package io.sightline.classification;

import io.sightline.serving.ModelDescription;
import java.time.Duration;
import java.util.List;

/// The result of one upload.
///
/// Every `detail` is a sentence for the client: the value, then the rule.
public sealed interface Classification {

    /// The network answered.
    ///
    /// @param model the model that answered
    /// @param predictions the most probable classes, best first
    /// @param timings how long each stage took
    record Classified(ModelDescription model, List<Prediction> predictions, Timings timings)
            implements Classification {

        public Classified {
            predictions = List.copyOf(predictions);
        }
    }

    /// The upload holds no bytes.
    record EmptyUpload() implements Classification {}

    /// The upload is not an image of a supported format.
    record UnsupportedFormat(String detail) implements Classification {}

    /// The image has more pixels, or a longer side, than is accepted.
    record ImageTooLarge(String detail) implements Classification {}

    /// The image is damaged, or would take too much memory or time to decode.
    record UndecodableImage(String detail) implements Classification {}

    /// No model of this name, or no such version of it, is served.
    record UnknownModel(String name) implements Classification {}

    /// The queue is full; another try may succeed.
    ///
    /// @param retryAfter how long to wait before another try
    record QueueFull(Duration retryAfter) implements Classification {}

    /// The requests ahead would keep this one waiting beyond its deadline; another try, or one with
    /// a later deadline, may succeed.
    ///
    /// @param retryAfter how long to wait before another try
    record WouldBeLate(Duration retryAfter) implements Classification {}

    /// The deadline passed before there was an answer.
    record DeadlinePassed() implements Classification {}

    /// The service is shutting down and accepts no new requests.
    record ShuttingDown() implements Classification {}

    /// The engine failed on this image, even when it ran alone.
    ///
    /// @param cause for the log, not for the client
    record EngineFailed(Throwable cause) implements Classification {}
}
