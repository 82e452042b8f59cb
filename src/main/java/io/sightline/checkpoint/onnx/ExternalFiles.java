package io.sightline.checkpoint.onnx;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// The files that a model keeps elements of its tensors in.
interface ExternalFiles {

    /// The whole file that the model names `location`.
    ///
    /// @throws io.sightline.checkpoint.InvalidCheckpointException if it may not name that file
    MemorySegment open(String location) throws IOException;
}
