package io.sightline.image;

import io.sightline.image.pixels.Rejection;
import io.sightline.image.resize.ImageTensor;
import java.time.Duration;

/// What became of an upload given to an [ImagePreprocessor].
public sealed interface Preparation {

    /// The upload is an image, and this is what the network sees of it.
    ///
    /// @param decode time spent from the first byte to decoded pixels
    /// @param resize time spent from decoded pixels to the tensor
    record Prepared(ImageTensor tensor, Duration decode, Duration resize) implements Preparation {}

    /// The upload is not an image that can be classified; offering it again changes nothing.
    ///
    /// @param detail a sentence that may be shown to the client
    record Rejected(Rejection reason, String detail) implements Preparation {}

    /// The deadline passed before the image was prepared.
    record TimedOut() implements Preparation {}
}
